import type { ConfigStore, EventHub } from '@quorate/cluster'
import { implement, type Implementation } from '@quorate/contract'
import { additions } from '@quorate/contract/additions'
import { splitList } from '@quorate/schema'
import { changeStream } from './events/change-stream.ts'

/** What is new in this product's API: the stream of changes, and who changed what in the config. */
export function eventsApi({ hub, store }: { hub: EventHub; store: ConfigStore }): Implementation[] {
  const { events, configHistory } = additions
  return implement(
    { events, configHistory },
    {
      events: (call, { since, types, metrics }) =>
        changeStream({
          hub,
          call,
          ...(since !== undefined && { since }),
          ...(types !== undefined && { types }),
          ...(metrics !== undefined && { metrics: splitList(metrics) }),
        }),
      async configHistory(_call, { path, limit, text: withText }) {
        const entries = await store.history((path ?? '').replace(/^\/+/, ''), limit ?? 50)
        return entries.map(({ author, text, ...entry }) => ({
          ...entry,
          ...(withText && text !== undefined ? { text } : {}),
          user: author.authid,
          ...(author.upid === undefined ? {} : { task: author.upid }),
        }))
      },
    },
  )
}
