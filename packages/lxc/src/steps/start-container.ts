import type { TaskHandle } from '@quorate/contract'
import { applyChanges, authorOf, changeGuestConfig, checkLock, pendingChanges, readGuestConfig, withStartHooks } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { perform } from '@quorate/tasks'
import { placeHere } from '../place-here.ts'
import { checkRootPath } from '../runtime/end-hook.ts'
import { cleanUpRun } from '../runtime/clean-up-run.ts'
import { readRecord, rebootNote } from '../runtime/run-record.ts'
import type { LxcServices } from '../services.ts'
import { volumesOf } from '../volumes/mount-tree.ts'
import { planSection } from './load-container.ts'
import { startSteps } from './start-steps.ts'

export interface StartRequest {
  readonly skipLock?: boolean
  /** Write much into the log. */
  readonly debug?: boolean
}

/** Starts a container: pending changes first, then the steps of a start. Fails with `CT 100 already running`. */
export async function startContainer(services: LxcServices, task: TaskHandle, vmid: number, request: StartRequest = {}): Promise<void> {
  const { host, store, runtime } = services
  if (await runtime.running(vmid)) throw new Failure(`CT ${vmid} already running`)
  await runtime.gone(vmid, task.signal)
  checkRootPath(host.root)
  const place = placeHere(services, vmid)
  const { config } = readGuestConfig(store, place)
  if (!request.skipLock) checkLock('CT', config)
  if (config.current.get('template') === '1') throw new Failure(`you can't start a CT if it's a template`)
  // In a process that does not watch nobody has cleaned up behind a run that ended.
  if (await readRecord(host, vmid)) await cleanUpRun(services, vmid, task)
  await withStartHooks(services, task, place, () => startBetweenHooks(services, task, vmid, request))
}

async function startBetweenHooks(services: LxcServices, task: TaskHandle, vmid: number, request: StartRequest): Promise<void> {
  const { host, store, runtime } = services
  const place = placeHere(services, vmid)
  let { config } = readGuestConfig(store, place)
  if (pendingChanges(config).length) config = await applyAllPending(services, task, vmid)
  await using chosen = new AsyncDisposableStack()
  let cpus: string | undefined
  const planned = await planSection(services, vmid, config.current, (cores, all) => {
    if (cores === undefined || cores >= all.length) return {}
    cpus = runtime.cpuSets.choose(vmid, all, cores)
    chosen.defer(() => runtime.cpuSets.forget(vmid))
    return { cpus }
  })
  for (const note of planned.unknown) task.log(note)
  for (const warning of planned.plan.warnings) task.warn(warning)
  const plan = request.debug ? { ...planned.plan, logLevel: 'DEBUG' as const } : planned.plan
  await perform(startSteps, { services, task, vmid, config: planned.config, plan, volumes: volumesOf(plan), cpus }, task)
  chosen.move()
  await host.files.remove(rebootNote(host.root, vmid))
}

async function applyAllPending(services: LxcServices, task: TaskHandle, vmid: number) {
  let free: string[] = []
  const config = await changeGuestConfig(services.store, authorOf(task), placeHere(services, vmid), { skipLock: true }, edited => {
    free = applyChanges(edited, vmid, () => true)
  })
  for (const volid of free) await services.storage.free(volid)
  return config
}
