import type { EventHub, HubEvent } from '@quorate/cluster'
import type { Call, ServerEvent } from '@quorate/contract'
import { FollowedNumbers } from './followed-numbers.ts'
import { mayHear } from './visible.ts'

export interface ChangeStreamOptions {
  readonly hub: EventHub
  readonly call: Pick<Call, 'caller' | 'may' | 'signal'>
  /** Id of the last event that the client has seen. */
  readonly since?: string
  /** Left out: all but metrics. */
  readonly types?: readonly string[]
  /** Objects whose numbers are sent, and no others' (`100`, `node/pve`, `storage/pve/local`). Left out: those of nodes and storages. */
  readonly metrics?: readonly string[]
  /** How long numbers wait for others of the same moment, in milliseconds (default 1000). */
  readonly gatherMs?: number
}

/** A client that reads so slowly that this many events wait for it begins anew. */
const mostWaiting = 10_000

function parseId(id: string | undefined): { epoch: string; sequence: number } | undefined {
  const match = /^(.+)-(\d{1,15})$/.exec(id ?? '')
  return match?.[1] === undefined ? undefined : { epoch: match[1], sequence: Number(match[2]) }
}

/**
 * The changes that the caller may see, as they happen. Begins with a `reset` unless `since` can be taken up: then with
 * what was missed. Where numbers are followed, those of now come next, and then those of each moment in one event.
 */
export async function* changeStream(options: ChangeStreamOptions): AsyncGenerator<ServerEvent> {
  const { hub, call, since, types, metrics, gatherMs = 1000 } = options
  const numbers = metrics && new FollowedNumbers(call, metrics)
  const wanted = ({ kind, data, passing }: HubEvent) =>
    !(numbers && passing) && !(kind === 'log' && data === null) && (types ? types.includes(kind) : kind !== 'metrics')
  const idOf = (sequence: number) => `${hub.epoch}-${sequence}`
  const shown = (event: HubEvent): ServerEvent => ({
    id: idOf(event.sequence),
    type: event.kind,
    path: event.path,
    data: { id: event.id, time: event.time, value: event.data },
  })
  const reset = (): ServerEvent => ({ id: idOf(hub.sequence), type: 'reset', path: '/', data: {} })
  let waiting: HubEvent[] = []
  let overrun = false
  let wake = Promise.withResolvers<void>()
  /** Of the newest event that was taken or passed over. */
  let newest = 0
  let ripe = false
  let gathering: NodeJS.Timeout | undefined
  const ripen = () => {
    gathering = undefined
    ripe = true
    wake.resolve()
  }
  const take = (event: HubEvent) => {
    newest = event.sequence
    if (numbers?.take(event)) gathering ??= setTimeout(ripen, gatherMs)
    if (!wanted(event) || !mayHear(event, call)) return
    if (waiting.length >= mostWaiting) {
      waiting = []
      overrun = true
    }
    waiting.push(event)
    wake.resolve()
  }
  using subscription = hub.subscribe(take)
  void subscription
  const onAbort = () => wake.resolve()
  call.signal.addEventListener('abort', onAbort)
  try {
    const from = parseId(since)
    const missed = from && from.epoch === hub.epoch ? hub.replay(from.sequence) : undefined
    for (const event of missed ?? []) take(event)
    newest = hub.sequence
    if (!missed) yield reset()
    numbers?.begin(hub)
    ripe = numbers !== undefined
    while (!call.signal.aborted) {
      if (overrun) {
        overrun = false
        yield reset()
      }
      for (const event of waiting.splice(0)) yield shown(event)
      if (waiting.length > 0 || overrun) continue
      if (ripe) {
        ripe = false
        const rows = numbers?.rows() ?? []
        // Nothing older waits: who has seen this event has seen all before it.
        if (rows.length > 0) yield { id: idOf(newest), type: 'metrics', path: '/', data: { time: Math.floor(Date.now() / 1000), rows } }
        continue
      }
      wake = Promise.withResolvers()
      await wake.promise
    }
  } finally {
    clearTimeout(gathering)
    call.signal.removeEventListener('abort', onAbort)
  }
}
