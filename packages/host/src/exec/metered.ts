import { setTimeout as delay } from 'node:timers/promises'
import type { PipeOptions } from '../host.ts'

/** Makes a stage of a stream that passes everything on, counts it and keeps to the rate. */
export function metered({ onBytes, bytesPerSecond, signal }: PipeOptions): (data: AsyncIterable<Buffer>) => AsyncGenerator<Buffer> {
  return async function* (data) {
    const started = performance.now()
    let bytes = 0
    for await (const chunk of data) {
      yield chunk
      bytes += chunk.length
      onBytes?.(bytes)
      const early = bytesPerSecond === undefined ? 0 : (bytes / bytesPerSecond) * 1000 - (performance.now() - started)
      if (early > 1) await delay(early, undefined, { signal })
    }
  }
}
