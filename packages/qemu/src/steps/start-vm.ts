import type { TaskHandle } from '@quorate/contract'
import { changeGuestConfig, checkLock, pendingChanges, readGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { perform } from '@quorate/tasks'
import { applyVmChanges } from '../procedures/edit-config.ts'
import type { QemuServices } from '../services.ts'
import { planSection } from './load-vm.ts'
import { withStartHooks } from './start-hooks.ts'
import { startSteps } from './start-steps.ts'

export interface StartRequest {
  /** seconds */
  readonly timeout?: number
  readonly skipLock?: boolean
  readonly machine?: string
  readonly cpu?: string
}

/** Starts a VM: pending changes first, then the steps of a start. Fails with `VM 100 already running`. */
export async function startVm(services: QemuServices, task: TaskHandle, vmid: number, request: StartRequest = {}): Promise<void> {
  if (await services.runtime.running(vmid)) throw new Failure(`VM ${vmid} already running`)
  await services.runtime.gone(vmid, task.signal)
  const place = { kind: 'qemu', node: services.host.root.node, vmid } as const
  const { config } = readGuestConfig(services.store, place)
  if (!request.skipLock) checkLock('VM', config)
  if (config.current.get('template') === '1') throw new Failure(`you can't start a vm if it's a template`)
  await withStartHooks(services, task, vmid, () => startBetweenHooks(services, task, vmid, request))
}

async function startBetweenHooks(services: QemuServices, task: TaskHandle, vmid: number, request: StartRequest): Promise<void> {
  let { config } = readGuestConfig(services.store, { kind: 'qemu', node: services.host.root.node, vmid })
  if (pendingChanges(config).length) config = await applyAllPending(services, task, vmid)
  const planned = await planSection(services, vmid, config.current, {
    ...(request.machine ? { machine: request.machine } : {}),
    ...(request.cpu ? { cpu: request.cpu } : {}),
  })
  if (planned.plan.hostDevices.length) {
    throw new Failure(
      `VM ${vmid}: passing host devices through (${planned.plan.hostDevices.join(', ')}) is not implemented - remove hostpci from its config`,
    )
  }
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
      balloon: balloon !== undefined && balloon > 0 && balloon < memory ? balloon : undefined,
      timeoutMs: (request.timeout || Math.max(30, Math.ceil(memory / 1024))) * 1000,
    },
    task,
  )
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
