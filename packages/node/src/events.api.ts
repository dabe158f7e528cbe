import type { EventHub } from '@quorate/cluster'
import { implement, type Implementation } from '@quorate/contract'
import { additions } from '@quorate/contract/additions'
import { splitList } from '@quorate/schema'
import { changeStream } from './events/change-stream.ts'

/** What is new in this product's API: the stream of changes. */
export function eventsApi({ hub }: { hub: EventHub }): Implementation[] {
  return implement(
    { events: additions.events },
    {
      events: (call, { since, types, metrics }) =>
        changeStream({
          hub,
          call,
          ...(since !== undefined && { since }),
          ...(types !== undefined && { types }),
          ...(metrics !== undefined && { metrics: splitList(metrics) }),
        }),
    },
  )
}
