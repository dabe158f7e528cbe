import { EventStream } from './event-stream.ts'
import type { FromStream, ToStream } from './protocol.ts'

export interface Stream {
  show(ids: readonly string[]): void
  retry(): void
  close(): void
}

/** The stream that all tabs of a user share; a browser without shared workers holds one for each tab. */
export function connectStream(user: string, tell: (message: FromStream) => void): Stream {
  if (!('SharedWorker' in globalThis)) return ownStream(tell)
  const name = `quorate-events ${user}`
  const { port } = new SharedWorker(new URL('./shared-stream.worker.ts', import.meta.url), { type: 'module', /* @vite-ignore */ name })
  const send = (message: ToStream) => port.postMessage(message)
  port.addEventListener('message', ({ data }: MessageEvent<FromStream>) => tell(data))
  port.start()
  const close = () => send({ kind: 'close' })
  const comeBack = () => send({ kind: 'retry' })
  window.addEventListener('pagehide', close)
  window.addEventListener('pageshow', comeBack)
  return {
    show: ids => send({ kind: 'visible', ids }),
    retry: () => send({ kind: 'retry' }),
    close() {
      window.removeEventListener('pagehide', close)
      window.removeEventListener('pageshow', comeBack)
      close()
    },
  }
}

function ownStream(tell: (message: FromStream) => void): Stream {
  const stream = new EventStream(tell)
  void stream.open()
  return { show: ids => stream.show(ids), retry: () => void stream.open(), close: () => stream.close() }
}
