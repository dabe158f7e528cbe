import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'

const tailBytes = 8192

/** The last line of a log, without reading all of it. undefined: no such file, or empty. */
export function lastLogLine(path: string): string | undefined {
  if (!existsSync(path)) return undefined
  const descriptor = openSync(path, 'r')
  try {
    const { size } = fstatSync(descriptor)
    const buffer = Buffer.alloc(Math.min(size, tailBytes))
    readSync(descriptor, buffer, 0, buffer.length, size - buffer.length)
    return buffer.toString('utf8').trimEnd().split('\n').at(-1) || undefined
  } finally {
    closeSync(descriptor)
  }
}
