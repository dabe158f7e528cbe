import type { TaskHandle } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { QmpClient } from '../qmp/qmp-client.ts'

export interface OutgoingState {
  /** Unix socket at which the memory is received. */
  readonly socket: string
  /** When more than this many bytes were sent, the guest is made to stand still, so that the rest has an end. */
  readonly standStillAfter: number
  /** Called while the guest stands still and its disks are still QEMU's: here snapshots of them are made. */
  atStandstill?(): Promise<void>
}

/** QEMU's own limit is for networks; 1 PiB/s is none. */
const noLimit = 2 ** 50
/** The guest stands still at the end for as long as the rest takes: at the speed so far, at most so many milliseconds. */
const standstillMs = 100
const lookEveryMs = 500
const longMs = 60_000

function setCapabilities(client: QmpClient, on: Readonly<Record<string, boolean>>): Promise<unknown> {
  return client.execute('migrate-set-capabilities', {
    capabilities: Object.entries(on).map(([capability, state]) => ({ capability, state })),
  })
}

async function reason(client: QmpClient): Promise<string> {
  return (await client.execute('query-migrate'))['error-desc'] ?? 'the connection was closed'
}

/** Tells the task how far it is, and stops a guest that writes faster than its memory can be saved. */
function follow(client: QmpClient, task: Pick<TaskHandle, 'progress' | 'log'>, standStillAfter: number): Disposable {
  let stopped = false
  const look = async () => {
    const { ram } = await client.execute('query-migrate')
    if (!ram) return
    task.progress(ram.transferred, ram.transferred + ram.remaining, 'bytes', 'saving memory')
    if (stopped || ram.transferred <= standStillAfter) return
    stopped = true
    task.log('the guest changes its memory faster than it can be saved: it stands still until that is done')
    await client.execute('stop')
  }
  // What fails here shows as the end of the saving.
  const timer = setInterval(() => void look().catch(error => task.log(String(error))), lookEveryMs)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

/**
 * Sends the memory and the devices of a guest, which runs on meanwhile and stands still for the last part only. Answers
 * when all is sent; the guest then stands still and its disks are closed until it is continued. When it fails, the
 * caller sees to it that the guest goes on.
 */
export async function sendState(client: QmpClient, task: TaskHandle, vmid: number, state: OutgoingState): Promise<void> {
  const cancel = () => void client.execute('migrate_cancel').catch(error => task.log(String(error)))
  await setCapabilities(client, { events: true, 'pause-before-switchover': true })
  await client.execute('migrate-set-parameters', { 'max-bandwidth': noLimit, 'downtime-limit': standstillMs })
  await using events = client.events()
  task.signal.throwIfAborted()
  await client.execute('migrate', { uri: `unix:${state.socket}` })
  task.signal.addEventListener('abort', cancel, { once: true })
  try {
    using progress = follow(client, task, state.standStillAfter)
    void progress
    for await (const { event, data } of events) {
      if (event !== 'MIGRATION') continue
      if (data['status'] === 'pre-switchover') {
        await state.atStandstill?.()
        await client.execute('migrate-continue', { state: 'pre-switchover' }, { timeoutMs: longMs })
      }
      if (data['status'] === 'completed') return
      if (data['status'] === 'cancelled') task.signal.throwIfAborted()
      if (data['status'] === 'failed' || data['status'] === 'cancelled')
        throw new Failure(`the memory of VM ${vmid} cannot be saved: ${await reason(client)}`)
    }
    throw new Failure(`VM ${vmid} ended while its memory was saved`)
  } finally {
    task.signal.removeEventListener('abort', cancel)
  }
}

const underWay = new Set(['setup', 'active', 'pre-switchover', 'device', 'cancelling', 'wait-unplug'])

/** Ends a saving that is under way, or over, and takes back what it set in QEMU. The guest may stand still afterwards. */
export async function endSending(client: QmpClient): Promise<void> {
  await using events = client.events()
  const { status } = await client.execute('query-migrate')
  if (status !== undefined && underWay.has(status)) {
    await client.execute('migrate_cancel')
    for await (const { event, data } of events) if (event === 'MIGRATION' && !underWay.has(String(data['status']))) break
  }
  await setCapabilities(client, { 'pause-before-switchover': false })
}
