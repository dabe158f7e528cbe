import type { EventHub, HubEvent } from '@quorate/cluster'
import type { Call, ServerEvent } from '@quorate/contract'
import { mayHear } from './visible.ts'

export interface ChangeStreamOptions {
  readonly hub: EventHub
  readonly call: Pick<Call, 'caller' | 'may' | 'signal'>
  /** Id of the last event that the client has seen. */
  readonly since?: string
  /** Left out: all but metrics. */
  readonly types?: readonly string[]
}

/** A client that reads so slowly that this many events wait for it begins anew. */
const mostWaiting = 10_000

function parseId(id: string | undefined): { epoch: string; sequence: number } | undefined {
  const match = /^(.+)-(\d{1,15})$/.exec(id ?? '')
  return match?.[1] === undefined ? undefined : { epoch: match[1], sequence: Number(match[2]) }
}

/**
 * The changes that the caller may see, as they happen. Begins with a `reset` unless `since` can be taken up: then with
 * what was missed.
 */
export async function* changeStream({ hub, call, since, types }: ChangeStreamOptions): AsyncGenerator<ServerEvent> {
  const wanted = (kind: string) => (types ? types.includes(kind) : kind !== 'metrics')
  const shown = (event: HubEvent): ServerEvent => ({
    id: `${hub.epoch}-${event.sequence}`,
    type: event.kind,
    path: event.path,
    data: { id: event.id, time: event.time, value: event.data },
  })
  const reset = (): ServerEvent => ({ id: `${hub.epoch}-${hub.sequence}`, type: 'reset', path: '/', data: {} })
  let waiting: HubEvent[] = []
  let overrun = false
  let wake = Promise.withResolvers<void>()
  const take = (event: HubEvent) => {
    if (!wanted(event.kind) || !mayHear(event, call)) return
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
    if (missed) for (const event of missed) take(event)
    else yield reset()
    while (!call.signal.aborted) {
      if (overrun) {
        overrun = false
        yield reset()
      }
      for (const event of waiting.splice(0)) yield shown(event)
      wake = Promise.withResolvers()
      if (waiting.length === 0 && !call.signal.aborted) await wake.promise
    }
  } finally {
    call.signal.removeEventListener('abort', onAbort)
  }
}
