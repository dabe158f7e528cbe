import type { TaskHandle } from '@quorate/contract'
import { changeGuestConfig, checkLock, pendingChanges, readGuestConfig, withStartHooks } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { perform } from '@quorate/tasks'
import { readConfig } from '../plan/read-config.ts'
import { applyVmChanges } from '../procedures/edit-config.ts'
import { removeDevicesAside } from '../runtime/devices-aside.ts'
import type { QemuServices } from '../services.ts'
import { discardMemory, hibernatedRun, suspendedLock } from '../state/hibernated-run.ts'
import type { SavedRun } from '../state/saved-run.ts'
import { checkPorts } from './check-ports.ts'
import { checkUsb } from './check-usb.ts'
import { planSection } from './load-vm.ts'
import { setDevicesAside } from './set-devices-aside.ts'
import { startSteps } from './start-steps.ts'

export interface StartRequest {
  /** seconds */
  readonly timeout?: number
  readonly skipLock?: boolean
  readonly machine?: string
  readonly cpu?: string
  /** Go on from saved memory. */
  readonly saved?: SavedRun
}

/**
 * Starts a VM: pending changes first, then the steps of a start. One that was suspended to disk goes on from there. Fails with
 * `VM 100 already running`.
 */
export async function startVm(services: QemuServices, task: TaskHandle, vmid: number, request: StartRequest = {}): Promise<void> {
  if (await services.runtime.running(vmid)) throw new Failure(`VM ${vmid} already running`)
  await services.runtime.gone(vmid, task.signal)
  const place = { kind: 'qemu', node: services.host.root.node, vmid } as const
  const { config } = readGuestConfig(services.store, place)
  if (!request.skipLock) checkLock('VM', config, suspendedLock)
  if (config.current.get('template') === '1') throw new Failure(`you can't start a vm if it's a template`)
  await withStartHooks(services, task, place, () => startBetweenHooks(services, task, vmid, request))
}

async function startBetweenHooks(services: QemuServices, task: TaskHandle, vmid: number, request: StartRequest): Promise<void> {
  let { config } = readGuestConfig(services.store, { kind: 'qemu', node: services.host.root.node, vmid })
  const saved = request.saved ?? (await hibernatedRun(services, task, vmid, config))
  if (!saved) await discardMemory(services, task, vmid, config)
  if (!saved && pendingChanges(config).length) config = await applyAllPending(services, task, vmid)
  await using aside = new AsyncDisposableStack()
  aside.defer(() => removeDevicesAside(services.host, vmid))
  await setDevicesAside(services, vmid, readConfig(vmid, config.current).config)
  const planned = await planSection(services, vmid, config.current, {
    ...(request.machine ? { machine: request.machine } : {}),
    ...(request.cpu ? { cpu: request.cpu } : {}),
    ...(saved ? { ...saved.form, incoming: 'defer', paused: true } : {}),
  })
  await checkPorts(services.host, planned.config)
  await checkUsb(services.host, planned.config, planned.facts, text => task.warn(text))
  for (const note of planned.unknown) task.log(note)
  for (const warning of planned.plan.warnings) task.warn(warning)
  const memory = planned.config.memory?.current ?? 512
  const { balloon } = planned.config
  await perform(
    startSteps,
    {
      services,
      task,
      vmid,
      plan: planned.plan,
      volumes: planned.volumes,
      qemu: planned.qemu,
      saved,
      balloon: !saved && balloon !== undefined && balloon > 0 && balloon < memory ? balloon : undefined,
      timeoutMs: (request.timeout || startSeconds(memory, planned.plan.hostDevices.length > 0)) * 1000,
    },
    task,
  )
  aside.move()
  await saved?.loaded()
}

/** All memory of a guest with devices of the host is taken and locked before QEMU answers. */
function startSeconds(mebibytes: number, locked: boolean): number {
  return Math.max(30, Math.ceil(mebibytes / 1024)) * (locked ? 4 : 1)
}

async function applyAllPending(services: QemuServices, task: TaskHandle, vmid: number) {
  const place = { kind: 'qemu', node: services.host.root.node, vmid } as const
  let free: string[] = []
  const config = await changeGuestConfig(services.store, { authid: task.authid, upid: task.upid }, place, { skipLock: true }, edited => {
    free = applyVmChanges(edited, vmid)
  })
  for (const volid of free) await services.storage.free(volid)
  return config
}
