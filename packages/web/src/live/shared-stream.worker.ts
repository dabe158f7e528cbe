import { EventStream } from './event-stream.ts'
import type { FromStream, ToStream } from './protocol.ts'

/** One stream for all tabs of this browser. */
const visible = new Map<MessagePort, readonly string[]>()
const stream = new EventStream(message => {
  for (const port of visible.keys()) port.postMessage(message)
})

const showAll = () => stream.show([...new Set([...visible.values()].flat())])

function receive(port: MessagePort, message: ToStream): void {
  // A page that comes back from the browser's cache said that it closed.
  visible.set(port, message.kind === 'visible' ? message.ids : (visible.get(port) ?? []))
  if (message.kind === 'retry') void stream.open()
  if (message.kind === 'close') visible.delete(port)
  if (visible.size === 0) return stream.close()
  showAll()
}

addEventListener('connect', event => {
  const port = (event as MessageEvent).ports[0]
  if (!port) return
  const first = visible.size === 0
  visible.set(port, [])
  port.addEventListener('message', ({ data }: MessageEvent<ToStream>) => receive(port, data))
  port.start()
  port.postMessage({ ...stream.state, joined: true } satisfies FromStream)
  if (first) void stream.open()
})
