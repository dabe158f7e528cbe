import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, truncate, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { realHost, rootAt } from '@quorate/host'
import type { ResolvedVolume } from '../plan/vm-facts.ts'
import type { VmPlan } from '../plan/vm-plan.ts'
import { virtiofsCommand } from '../runtime/virtiofsd.ts'
import { drivesOf, goldenVolume } from './golden-facts.ts'

const run = promisify(execFile)
const bytes = 4 * 2 ** 20

/** Empty images for all that a sample's text names, in a folder instead of at their places. */
export async function makeVolumes(folder: string, text: string): Promise<Map<string, ResolvedVolume>> {
  const volumes = new Map<string, ResolvedVolume>()
  for (const [file, drive] of drivesOf(text)) {
    const volume = goldenVolume(drive)
    const path = join(folder, file.replace(':', '/'))
    await mkdir(dirname(path), { recursive: true })
    if (volume.format === 'raw') {
      await writeFile(path, '')
      await truncate(path, bytes)
    } else await run('qemu-img', ['create', '-q', '-f', volume.format, path, String(bytes)])
    volumes.set(file, { ...volume, path, blockDevice: false })
  }
  return volumes
}

/** The taps of a plan, removed with the test. False: this machine makes none. */
export async function makeTaps(t: TestContext, plan: VmPlan): Promise<boolean> {
  for (const { tap, queues } of plan.nics) {
    if (tap === undefined) continue
    const words = ['tuntap', 'add', 'dev', tap, 'mode', 'tap', ...(queues > 1 ? ['multi_queue'] : [])]
    if (!(await run('ip', words).catch(() => undefined))) return false
    t.after(() => run('ip', ['link', 'delete', tap]))
  }
  return true
}

/** A TPM on the plan's socket, ended with the test. */
export async function startTpm(t: TestContext, plan: VmPlan, folder: string): Promise<void> {
  if (!plan.tpm) return
  const { socket, version } = plan.tpm
  const words = ['socket', '--tpmstate', `dir=${folder}`, '--ctrl', `type=unixio,path=${socket}`, ...(version === '2.0' ? ['--tpm2'] : [])]
  const tpm = spawn('swtpm', words, { stdio: 'ignore' })
  const ended = once(tpm, 'close')
  t.after(async () => {
    tpm.kill()
    await ended
  })
  for (let tries = 0; tries < 200 && !existsSync(socket); tries++) await setTimeout(25)
}

/** A virtiofsd on each socket of the plan, which serves the test's folder. False: none is installed. */
export async function serveFolders(t: TestContext, plan: VmPlan, folder: string): Promise<boolean> {
  for (const shared of plan.sharedFolders) {
    const command = await virtiofsCommand(realHost(rootAt(folder, 'pve')), { ...shared, folder }).catch(() => undefined)
    if (!command) return false
    const daemon = spawn(command.program, command.args, { stdio: 'ignore' })
    const ended = once(daemon, 'close')
    t.after(async () => {
      daemon.kill()
      await ended
    })
    for (let tries = 0; tries < 200 && !existsSync(shared.socket); tries++) await setTimeout(25)
  }
  return true
}

/**
 * A command line made for KVM, to be run where KVM cannot run such guests: what differs is the accelerator, the model
 * `host`, the demand that the processor has every flag, more than 40 bits of physical addresses, the numbering of processors for Windows,
 * and settings of KVM's own timer and interrupt controller.
 */
export function emulated(argv: readonly string[]): string[] {
  return argv.flatMap((word, at) => {
    const option = argv[at - 1]
    if (option === '-accel') return ['tcg']
    if (option === '-cpu')
      return [
        word
          .replace(/^host(?=,|$)/, 'max')
          .replace(',enforce', '')
          .replace(/guest-phys-bits=\d+/, 'guest-phys-bits=40')
          .replace(',hv_vpindex', ''),
      ]
    if (option === '-machine') return [word.replace(',kernel-irqchip=split', '')]
    if (word === '-global' && argv[at + 1]?.startsWith('kvm-pit.')) return []
    return word.startsWith('kvm-pit.') ? [] : [word.replace(/^(intel-iommu,.*),intremap=on/, '$1')]
  })
}
