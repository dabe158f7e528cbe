import type { TaskHandle } from '@quorate/contract'
import { freeze, stateOf } from '../runtime/freeze-container.ts'
import { rootMount } from '../runtime/lxc-paths.ts'
import type { LxcServices } from '../services.ts'

type Services = Pick<LxcServices, 'host' | 'runtime'>

/** Lets a container go on that stands still for work on its volumes. No error when it does not run. */
export async function goOn({ host, runtime }: Services, vmid: number): Promise<void> {
  const container = await runtime.running(vmid)
  if (container && stateOf(host, container) === 'paused') await freeze(host, vmid, false)
}

/** What programs have written is on the disks. */
async function flush({ host }: Services, vmid: number): Promise<void> {
  for (const { mountPoint } of host.mounts.below(rootMount(host.root, vmid))) await host.exec('sync', ['--file-system', '--', mountPoint])
}

/**
 * Does short work on the volumes of a container as all of them are at one moment: of a running one the processes stand
 * still, and what they wrote is on the disks. Whatever happens they go on afterwards.
 */
export async function atOneInstant(services: Services, task: TaskHandle, vmid: number, work: () => Promise<void>): Promise<void> {
  const { host, runtime } = services
  const container = await runtime.running(vmid)
  if (!container) return await work()
  // One that somebody has suspended stands still already, and goes on standing.
  if (stateOf(host, container) === 'paused') {
    await flush(services, vmid)
    return await work()
  }
  // Most of it beforehand: the container stands still only for the rest.
  await flush(services, vmid)
  const undo = await task.undo('lxc.go-on', { vmid })
  const stopped = performance.now()
  try {
    await freeze(host, vmid, true)
    await flush(services, vmid)
    await work()
  } finally {
    await goOn(services, vmid)
  }
  await undo.settle()
  task.log(`the container stood still for ${Math.round(performance.now() - stopped)} ms`)
}
