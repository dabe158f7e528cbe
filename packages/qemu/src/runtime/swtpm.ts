import type { TaskHandle } from '@quorate/contract'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { TpmPlan } from '../plan/vm-plan.ts'
import { endProcess } from '@quorate/guest'
import { tpmPidfile } from './run-record.ts'
import type { QemuServices } from '../services.ts'

const tpmTimeoutMs = 10_000

/**
 * Starts the software TPM of a guest on its state volume. It ends by itself when QEMU closes its connection. A volume
 * that was never used gets a manufactured TPM with an endorsement key first, where the tool for that is installed.
 * `empty`: its state comes with a guest's memory.
 */
export async function startTpm(
  { host, storage }: QemuServices,
  vmid: number,
  tpm: TpmPlan,
  task: Pick<TaskHandle, 'log' | 'warn'>,
  { empty = false } = {},
): Promise<void> {
  const { path } = await storage.resolve(tpm.file)
  const version = tpm.version === '2.0' ? ['--tpm2'] : []
  if (!empty) await manufacture(host, path, version, task)
  const pidfile = tpmPidfile(host.root, vmid)
  await host.exec(
    'swtpm',
    [
      'socket',
      ...version,
      '--tpmstate',
      `backend-uri=file://${path},mode=0600`,
      '--ctrl',
      `type=unixio,path=${tpm.socket},mode=0600`,
      '--pid',
      `file=${pidfile}`,
      '--terminate',
      '--daemon',
    ],
    { timeoutMs: tpmTimeoutMs },
  )
}

async function manufacture(host: Host, path: string, version: readonly string[], task: Pick<TaskHandle, 'log' | 'warn'>): Promise<void> {
  const state = await host.files.stat(path)
  if (!state) throw new Failure(`TPM state ${path} does not exist`)
  if (state.kind !== 'file' || state.allocated > 0) return
  task.log('first use of the TPM: making its keys')
  try {
    await host.exec(
      'swtpm_setup',
      [
        '--tpmstate',
        `file://${path}`,
        ...version,
        '--createek',
        '--create-ek-cert',
        '--create-platform-cert',
        '--lock-nvram',
        '--not-overwrite',
      ],
      { timeoutMs: 60_000, onLine: line => task.log(line) },
    )
  } catch (error) {
    task.warn(`the TPM gets no certificates: ${(error as Error).message}`)
  }
}

export async function stopTpm(host: Host, vmid: number): Promise<void> {
  const path = tpmPidfile(host.root, vmid)
  await endProcess(host, { path, mark: path })
}
