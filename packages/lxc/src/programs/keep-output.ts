import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'

/** A program that writes without end is taken no more than about 13 MB each second of: others run here, too. */
const pauseMs = 5

/**
 * Keeps the beginning of what a program writes in a file, and lets it write on. Answers whether something is missing, be it
 * because there was too much or because the disk is full.
 */
export async function keepOutput(stream: Readable, path: string, limit: number): Promise<boolean> {
  await using file = await open(path, 'w', 0o600)
  let room = limit
  let truncated = false
  const keep = async (chunk: Buffer) => {
    try {
      await file.appendFile(chunk)
    } catch (error) {
      if (!['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
      truncated = true
      room = 0
    }
  }
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const kept = chunk.subarray(0, room)
      truncated ||= kept.length < chunk.length
      room -= kept.length
      if (kept.length > 0) await keep(kept)
      else await delay(pauseMs)
    }
  } catch (error) {
    // Given up by the other side, or by ours, which waits for nobody who went to the background.
    if (!stream.destroyed) throw error
  }
  return truncated
}
