import { existsSync, watch } from 'node:fs'
import { open } from 'node:fs/promises'
import { StringDecoder } from 'node:string_decoder'
import { statusOfFinalLine } from '../log/exit-status.ts'
import type { LogLine } from '../log/task-log.ts'

/**
 * The lines of a log from the first one (from 0) on, and those to come as they come, told by the file system; ends
 * with the task's last line, or when aborted.
 */
export async function* followLog(path: string, start = 0, signal?: AbortSignal): AsyncGenerator<LogLine> {
  if (!existsSync(path)) return
  const file = await open(path, 'r')
  let changed = Promise.withResolvers<void>()
  const wake = () => changed.resolve()
  const watcher = watch(path, wake)
  signal?.addEventListener('abort', wake, { once: true })
  try {
    const decoder = new StringDecoder('utf8')
    const buffer = Buffer.alloc(64 << 10)
    let rest = ''
    let n = 0
    for (;;) {
      const next = changed
      const { bytesRead } = await file.read(buffer, 0, buffer.length)
      const lines = (rest + decoder.write(buffer.subarray(0, bytesRead))).split('\n')
      rest = lines.pop() ?? ''
      for (const t of lines) {
        n += 1
        if (n > start) yield { n, t }
        if (statusOfFinalLine(t) !== undefined) return
      }
      if (signal?.aborted) return
      if (bytesRead > 0) continue
      await next.promise
      changed = Promise.withResolvers()
    }
  } finally {
    signal?.removeEventListener('abort', wake)
    watcher.close()
    await file.close()
  }
}
