import type { TaskHandle } from '@quorate/contract'
import { credentialsObject, tlsObject, type StreamPlace } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { QmpClient } from '../../qmp/qmp-client.ts'
import { migrationUri, useCapabilities } from '../qemu-migration.ts'

export interface MemoryRequest {
  readonly vmid: number
  readonly to: StreamPlace
  readonly tls: { readonly peer: string; readonly folder: string } | undefined
  /** MiB per second */
  readonly rateMBps: number | undefined
  /** milliseconds that the guest may stand still at the end */
  readonly downtimeMs: number
  /** Called while the guest stands still and its disks are still this QEMU's. */
  atStandstill?(): Promise<void>
  /** Hears of the moment in which the guest stands still. */
  stopped?(): void
  readonly signal: AbortSignal
}

/** QEMU's own limit is for slow networks; 1 PiB/s is none. */
const noLimit = 2 ** 50
const lookEveryMs = 500
const longMs = 60_000
/** Rounds over the memory after which a guest that changes it faster than it is sent may stand still for longer. */
const patientRounds = 12
const longestDowntimeMs = 10_000

/** The object may be there already: for the disks. */
export async function useCredentials(client: QmpClient, tls: MemoryRequest['tls']): Promise<void> {
  if (!tls) return
  const there = await client.execute('qom-list', { path: '/objects' })
  if (!there.some(({ name }) => name === tlsObject)) await client.execute('object-add', credentialsObject(tls.folder, 'client'))
}

/** Shows how far it is, and helps a guest along that never comes to an end by itself. */
function follow(client: QmpClient, task: TaskHandle, downtimeMs: number): Disposable {
  let limit = downtimeMs
  let rounds = 0
  const look = async () => {
    const { ram } = await client.execute('query-migrate')
    if (!ram) return
    task.progress(ram.transferred, ram.transferred + ram.remaining, 'bytes', 'sending memory')
    if (ram['dirty-sync-count'] - rounds < patientRounds || limit >= longestDowntimeMs) return
    rounds = ram['dirty-sync-count']
    limit = Math.min(longestDowntimeMs, limit * 2)
    task.log(`the guest changes its memory as fast as it is sent: at the end it may stand still for ${limit} ms`)
    await client.execute('migrate-set-parameters', { 'downtime-limit': limit })
  }
  // What fails here shows as the end of the sending.
  const timer = setInterval(() => void look().catch(error => task.log(String(error))), lookEveryMs)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

async function untilSent(client: QmpClient, events: ReturnType<QmpClient['events']>, request: MemoryRequest): Promise<void> {
  for await (const { event, data } of events) {
    if (event === 'STOP') request.stopped?.()
    if (event !== 'MIGRATION') continue
    const { status } = data
    if (status === 'pre-switchover') {
      await request.atStandstill?.()
      await client.execute('migrate-continue', { state: 'pre-switchover' }, { timeoutMs: longMs })
    }
    if (status === 'completed') return
    if (status === 'failed' || status === 'cancelled') {
      request.signal.throwIfAborted()
      const why = (await client.execute('query-migrate'))['error-desc'] ?? 'the connection was closed'
      throw new Failure(`the memory of VM ${request.vmid} could not be sent: ${why}`)
    }
  }
  throw new Failure(`VM ${request.vmid} ended while its memory was sent`)
}

/**
 * Sends memory and devices of a guest, which runs on meanwhile and stands still for the last part only. Answers when the
 * target has told that it has all; the guest then stands still here and there. When it fails, the caller sees to it that
 * the guest goes on. On the abort of the signal the caller breaks the connections off.
 */
export async function sendMemory(client: QmpClient, task: TaskHandle, request: MemoryRequest): Promise<void> {
  const { tls, rateMBps, downtimeMs, signal, to } = request
  await useCredentials(client, tls)
  await useCapabilities(client, [
    'events',
    'return-path',
    'auto-converge',
    ...(request.atStandstill ? (['pause-before-switchover'] as const) : []),
  ])
  await client.execute('migrate-set-parameters', {
    'max-bandwidth': rateMBps === undefined ? noLimit : Math.max(1, Math.round(rateMBps * 2 ** 20)),
    'downtime-limit': downtimeMs,
    ...(tls ? { 'tls-creds': tlsObject, 'tls-hostname': tls.peer } : {}),
  })
  await using events = client.events()
  signal.throwIfAborted()
  await client.execute('migrate', { uri: migrationUri(to) })
  // There was nothing to break off a moment before.
  if (signal.aborted) await client.execute('migrate_cancel')
  using progress = follow(client, task, downtimeMs)
  void progress
  await untilSent(client, events, request)
}
