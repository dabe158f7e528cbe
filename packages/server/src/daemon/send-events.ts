import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import type { ServerEvent } from '@quorate/contract'
import { toJson } from '../wire/to-json.ts'

const heartbeatMs = 15_000
/** A client that takes nothing for so long is gone. */
const stalledMs = 60_000

const oneLine = (text: string) => text.replaceAll(/[\r\n]/g, ' ')

export function eventFrame(event: ServerEvent): string {
  return `id: ${oneLine(event.id)}\nevent: ${oneLine(event.type)}\ndata: ${toJson(event.data)}\n\n`
}

async function roomToWrite(response: ServerResponse, signal: AbortSignal): Promise<void> {
  await once(response, 'drain', { signal: AbortSignal.any([signal, AbortSignal.timeout(stalledMs)]) })
}

/** The next event, or undefined once the client is gone. Leaves no listener behind: streams live for days. */
function nextOrGone(source: AsyncIterator<ServerEvent>, signal: AbortSignal): Promise<IteratorResult<ServerEvent> | undefined> {
  return new Promise((resolve, reject) => {
    const onGone = () => resolve(undefined)
    signal.addEventListener('abort', onGone, { once: true })
    source
      .next()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', onGone))
  })
}

/**
 * Streams events until the source ends or the client goes away (`signal`). The next event is taken only when the client
 * has room for it: what a slow one misses is for the source to bound. A failing source cuts the stream and throws.
 */
export async function sendEvents(response: ServerResponse, events: AsyncIterable<ServerEvent>, signal: AbortSignal): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream;charset=UTF-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
  response.write('retry: 2000\n\n')
  const heartbeat = setInterval(() => {
    if (!response.writableNeedDrain) response.write(': alive\n\n')
  }, heartbeatMs)
  const source = events[Symbol.asyncIterator]()
  try {
    while (!signal.aborted) {
      const next = await nextOrGone(source, signal)
      if (!next || next.done) break
      if (!response.write(eventFrame(next.value))) await roomToWrite(response, signal)
    }
    response.end()
  } catch (error) {
    response.destroy()
    if (!signal.aborted) throw error
  } finally {
    clearInterval(heartbeat)
    // Not awaited: a generator that waits for its next event ends only when that comes.
    void source.return?.()
  }
}
