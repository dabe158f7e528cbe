import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Numbers reserved at a time: one durable write for so many tasks; a restart skips the rest. */
const block = 1024
const limit = 2 ** 31

function reserve(path: string, upTo: number): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const descriptor = openSync(`${path}.tmp`, 'w', 0o600)
  try {
    writeSync(descriptor, `${upTo}\n`)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  renameSync(`${path}.tmp`, path)
}

/** Gives every task of this node a number that no other has had, also over restarts. */
export function taskCounter(path: string): () => number {
  const before = existsSync(path) ? Number.parseInt(readFileSync(path, 'utf8'), 10) : 0
  let next = Number.isSafeInteger(before) && before > 0 ? before : 0
  let reserved = next
  return () => {
    if (next >= reserved) {
      reserved = next + block
      if (reserved >= limit) {
        next = 0
        reserved = block
      }
      reserve(path, reserved)
    }
    next += 1
    return next
  }
}
