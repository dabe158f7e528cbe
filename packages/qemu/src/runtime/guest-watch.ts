import { hookscriptOf, publishStopped, watchConfigs } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { QmpClient } from '../qmp/qmp-client.ts'
import type { QmpEvent } from '../qmp/qmp-commands.ts'
import type { QemuServices } from '../services.ts'
import { cleanUpRun } from './clean-up-run.ts'
import type { WatchedGuest } from './guest-runtime.ts'
import { publishGuest } from './publish-guest.ts'
import { knownRuns } from './run-record.ts'
import { findRunning, type RunningVm } from './running-vm.ts'
import { placeHere } from '../procedures/place-here.ts'

const stateEvents = new Set(['STOP', 'RESUME', 'RESET', 'SUSPEND', 'SUSPEND_DISK', 'WAKEUP', 'GUEST_PANICKED', 'GUEST_CRASHLOADED'])
const endGraceMs = 30_000

type WatchServices = Pick<QemuServices, 'host' | 'hub' | 'guests' | 'storage' | 'runtime' | 'store' | 'background'>

/** A guest that has switched itself off: QEMU waits for us to end it, so that nothing is lost of what it may still tell. */
async function quit(client: QmpClient): Promise<void> {
  const answered = client.execute('quit').then(
    () => true,
    () => false,
  )
  await Promise.race([answered, client.closed])
}

async function onEvent(
  services: WatchServices,
  vm: RunningVm,
  client: QmpClient,
  event: QmpEvent,
  notice: (text: string) => void,
): Promise<void> {
  if (event.event === 'SHUTDOWN' && event.data['reason'] !== 'host-qmp-quit') return await quit(client)
  if (event.event === 'GUEST_PANICKED') notice(`VM ${vm.vmid}: the guest's kernel panicked`)
  if (stateEvents.has(event.event)) {
    const { status } = await client.execute('query-status')
    publishGuest(services, vm.vmid, vm, status)
  }
}

/**
 * Follows a guest until its process has ended, then cleans up behind it. A connection that breaks while the process
 * lives is made anew: a guest is never stopped because of us.
 */
async function follow(services: WatchServices, watch: Watch, guest: WatchedGuest): Promise<void> {
  const { vm, client } = guest
  let broken: unknown
  try {
    const events = client.events()
    if ((await client.execute('query-status')).status === 'shutdown') await quit(client)
    for await (const event of events) await onEvent(services, vm, client, event, watch.notice)
  } catch (error) {
    // A question that crossed with the end of QEMU; anything else shows below, where the process still lives.
    broken = error
  }
  client.close()
  await client.closed
  if (watch.closing.aborted) return
  if (!(await services.host.processes.ended(vm.pid, { timeoutMs: endGraceMs, signal: watch.closing }))) {
    if (watch.closing.aborted) return
    watch.notice(`VM ${vm.vmid}: lost its control connection, connecting again${broken ? `: ${failureText(broken)}` : ''}`)
    const again = await connectAgain(services, watch, vm)
    if (watch.closing.aborted) return again?.close()
    if (again) {
      guest.client = again
      return await follow(services, watch, guest)
    }
  }
  guest.ended = true
  publishGuest(services, vm.vmid, undefined)
  await cleanUpAfter(services, watch, vm.vmid)
}

/**
 * Cleans up behind a guest that has ended: told to the task that ends it, else to this process's notices. A hook script
 * may take its time and has something to say: then it is a task of its own.
 */
async function cleanUpAfter(services: WatchServices, watch: Watch, vmid: number): Promise<void> {
  const report = services.runtime.ends.report(vmid)
  if (!report && services.background && hookscriptOf(services, placeHere(services, vmid)) !== undefined) {
    return await services.background('qmcleanup', vmid, task => cleanUpRun(services, vmid, task))
  }
  await cleanUpRun(services, vmid, report ?? { log: watch.notice, warn: watch.notice, signal: watch.closing })
}

function connectEvents(vm: RunningVm): Promise<QmpClient> {
  return QmpClient.connect(vm.record.sockets.events, { vmid: vm.vmid, timeoutMs: 10_000, outOfBand: true })
}

/** undefined: the process has ended meanwhile. A QEMU that does not answer for a while is asked again. */
async function connectAgain(services: WatchServices, watch: Watch, vm: RunningVm): Promise<QmpClient | undefined> {
  do {
    try {
      return await connectEvents(vm)
    } catch (error) {
      watch.notice(`VM ${vm.vmid}: ${failureText(error)}`)
    }
  } while (!(await services.host.processes.ended(vm.pid, { timeoutMs: endGraceMs, signal: watch.closing })) && !watch.closing.aborted)
  return undefined
}

export interface Watch {
  readonly notice: (text: string) => void
  /** Aborted when this process stops watching; the guests run on. */
  readonly closing: AbortSignal
}

/** Watches a running guest from now on. Its end is cleaned up and published, whoever caused it. */
async function watchGuest(services: WatchServices, watch: Watch, vm: RunningVm): Promise<WatchedGuest> {
  const guest: WatchedGuest = { vm, client: await connectEvents(vm), gone: Promise.resolve() }
  const stop = () => guest.client.close()
  watch.closing.addEventListener('abort', stop, { once: true })
  services.runtime.watch(guest)
  guest.gone = follow(services, watch, guest)
    .catch(error => watch.notice(`VM ${vm.vmid}: cleaning up: ${failureText(error)}`))
    .then(() => {
      watch.closing.removeEventListener('abort', stop)
      services.runtime.unwatch(guest)
    })
  return guest
}

/** The hook script's task can run only when tasks are: nobody waits for it here. */
async function recoverEnded(services: WatchServices, watch: Watch, vmid: number): Promise<void> {
  const cleaned = cleanUpAfter(services, watch, vmid).catch(error => watch.notice(`VM ${vmid}: cleaning up: ${failureText(error)}`))
  services.runtime.ends.begin(vmid, cleaned)
  if (!services.background || hookscriptOf(services, placeHere(services, vmid)) === undefined) await cleaned
}

/** Adopts what runs already and cleans up behind what ended while nobody looked. */
async function recover(services: WatchServices, watch: Watch): Promise<void> {
  const { host } = services
  const runs = await knownRuns(host)
  await Promise.all(
    runs.map(async vmid => {
      const vm = await findRunning(host, vmid)
      try {
        if (!vm) return await recoverEnded(services, watch, vmid)
        const watched = await watchGuest(services, watch, vm)
        const { status } = await watched.client.execute('query-status')
        publishGuest(services, vmid, vm, status)
      } catch (error) {
        watch.notice(`VM ${vmid}: cannot be adopted: ${failureText(error)}`)
      }
    }),
  )
  publishStopped(services, 'qemu', vmid => services.runtime.watched(vmid) !== undefined)
}

/** Publishes guests that are created, removed, locked or unlocked. */
function publishChanges(services: WatchServices): Disposable {
  return watchConfigs(services, 'qemu', vmid => {
    const watched = services.runtime.watched(vmid)
    publishGuest(services, vmid, watched?.ended ? undefined : watched?.vm)
  })
}

/**
 * Adopts the running guests of this node and watches all of them. For the process that runs tasks, before its first
 * task. Disposing it leaves the guests alone.
 */
export async function startGuestWatch(
  services: WatchServices,
  notice: (text: string) => void = text => console.error(text),
): Promise<AsyncDisposable> {
  const closing = new AbortController()
  const watch: Watch = { notice, closing: closing.signal }
  services.runtime.startWatching(vm => watchGuest(services, watch, vm))
  const configs = publishChanges(services)
  await recover(services, watch)
  return {
    async [Symbol.asyncDispose]() {
      configs[Symbol.dispose]()
      closing.abort()
      await Promise.all(services.runtime.allWatched().map(guest => guest.gone))
    },
  }
}
