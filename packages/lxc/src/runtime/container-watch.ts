import { setTimeout as pause } from 'node:timers/promises'
import { hookscriptOf, publishStopped, watchConfigs } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { placeHere } from '../place-here.ts'
import type { LxcServices } from '../services.ts'
import { startContainer } from '../steps/start-container.ts'
import { cleanUpRun } from './clean-up-run.ts'
import type { WatchedContainer } from './container-runtime.ts'
import { stateOf } from './freeze-container.ts'
import { watcherFile } from './end-hook.ts'
import { runFolder } from './lxc-paths.ts'
import { publishContainer } from './publish-container.ts'
import { QuickReboots } from './quick-reboots.ts'
import { knownRuns, rebootNote } from './run-record.ts'
import { findSettled, type RunningContainer } from './running-container.ts'

interface Watch {
  readonly notice: (text: string) => void
  /** Aborted when this process stops watching; the containers run on. */
  readonly closing: AbortSignal
  readonly reboots: QuickReboots
}

/** Starts a container again that ended to do so, unless somebody has stopped it meanwhile. `waitMs`: before that */
async function startAgain(services: LxcServices, vmid: number, waitMs = 0): Promise<void> {
  const { host } = services
  const wanted = async () => (await host.files.stat(rebootNote(host.root, vmid))) !== undefined
  if (!(await wanted())) return
  void services.background?.(
    'vzreboot',
    vmid,
    async task => {
      if (waitMs > 0) {
        task.log(`CT ${vmid} does nothing but reboot: waiting ${waitMs / 1000} s`)
        await pause(waitMs, undefined, { signal: task.signal })
      }
      if (!(await wanted())) return task.log(`CT ${vmid} was stopped meanwhile`)
      await host.files.remove(rebootNote(host.root, vmid))
      await startContainer(services, task, vmid, { skipLock: true })
    },
    { queued: true },
  )
}

/**
 * Cleans up behind a container that has ended: told to the task that ends it, else to this process's notices. A hook script
 * may take its time and has something to say: then it is a task of its own.
 */
async function cleanUpAfter(services: LxcServices, watch: Watch, vmid: number): Promise<void> {
  const report = services.runtime.ends.report(vmid)
  if (!report && services.background && hookscriptOf(services, placeHere(services, vmid)) !== undefined)
    await services.background('vzcleanup', vmid, task => cleanUpRun(services, vmid, task))
  else await cleanUpRun(services, vmid, report ?? { log: watch.notice, warn: watch.notice, signal: watch.closing })
}

async function follow(services: LxcServices, watch: Watch, watched: WatchedContainer): Promise<void> {
  const { vmid, monitorPid } = watched.container
  await services.host.processes.ended(monitorPid, { signal: watch.closing })
  if (watch.closing.aborted) return
  watched.ended = true
  publishContainer(services, vmid, undefined)
  await cleanUpAfter(services, watch, vmid)
}

/** Watches a running container from now on. Its end is cleaned up and published, whoever caused it. */
function watchContainer(services: LxcServices, watch: Watch, container: RunningContainer): WatchedContainer {
  const { vmid, record } = container
  const watched: WatchedContainer = { container, gone: Promise.resolve() }
  services.runtime.cpuSets.note(vmid, record.cpus)
  services.runtime.watch(watched)
  watched.gone = follow(services, watch, watched)
    .catch(error => watch.notice(`CT ${vmid}: cleaning up: ${failureText(error)}`))
    .then(async () => {
      services.runtime.unwatch(watched)
      if (!watch.closing.aborted) await startAgain(services, vmid, watch.reboots.waitMs(vmid, services.host.now() - record.begun))
    })
  return watched
}

/** The hook script's task can run only when tasks are: nobody waits for it here. */
async function recoverEnded(services: LxcServices, watch: Watch, vmid: number): Promise<void> {
  const cleaned = cleanUpAfter(services, watch, vmid)
    .catch(error => watch.notice(`CT ${vmid}: cleaning up: ${failureText(error)}`))
    .then(() => startAgain(services, vmid))
  services.runtime.ends.begin(vmid, cleaned)
  if (!services.background || hookscriptOf(services, placeHere(services, vmid)) === undefined) await cleaned
}

/** Adopts what runs already and cleans up behind what ended while nobody looked. */
async function recover(services: LxcServices, watch: Watch): Promise<void> {
  const { host, runtime } = services
  await Promise.all(
    (await knownRuns(host)).map(async vmid => {
      const container = await findSettled(host, vmid)
      if (!container) return await recoverEnded(services, watch, vmid)
      watchContainer(services, watch, container)
      publishContainer(services, vmid, container, stateOf(host, container))
    }),
  )
  publishStopped(services, 'lxc', vmid => runtime.watched(vmid) !== undefined)
}

/** Publishes containers that are created, removed, locked or unlocked. */
function publishChanges(services: LxcServices): Disposable {
  return watchConfigs(services, 'lxc', vmid => {
    const watched = services.runtime.watched(vmid)
    const running = watched?.ended ? undefined : watched?.container
    publishContainer(services, vmid, running, running && stateOf(services.host, running))
  })
}

/**
 * Adopts the running containers of this node and watches all of them. For the process that runs tasks, before its first
 * task. Disposing it leaves the containers alone.
 */
export async function startContainerWatch(
  services: LxcServices,
  notice: (text: string) => void = text => console.error(text),
): Promise<AsyncDisposable> {
  const { host, runtime } = services
  const closing = new AbortController()
  const watch: Watch = { notice, closing: closing.signal, reboots: new QuickReboots() }
  runtime.startWatching(container => watchContainer(services, watch, container))
  const configs = publishChanges(services)
  await recover(services, watch)
  await host.files.makeDirectory(runFolder(host.root), 0o700)
  await host.files.writeAtomic(watcherFile(host.root), `${process.pid}\n`, 0o600)
  return {
    async [Symbol.asyncDispose]() {
      await host.files.remove(watcherFile(host.root))
      configs[Symbol.dispose]()
      closing.abort()
      await Promise.all(runtime.allWatched().map(watched => watched.gone))
    },
  }
}
