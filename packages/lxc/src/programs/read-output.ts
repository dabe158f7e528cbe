import { open } from 'node:fs/promises'

/** Bytes of an UTF-8 character at the end that is not whole yet. */
function begun(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return 0
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0
  }
  return 0
}

export interface OutputPart {
  readonly text: string
  /** First byte that is not in it. */
  readonly next: number
}

/** What a program wrote, from a byte on, at most `limit` bytes; while there is more to come, only whole characters. */
export async function readOutput(
  path: string,
  { from, limit, ended }: { from: number; limit: number; ended: boolean },
): Promise<OutputPart> {
  await using file = await open(path, 'r')
  const { size } = await file.stat()
  const wanted = Math.min(limit, Math.max(0, size - from))
  const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, from)
  const bytes = buffer.subarray(0, bytesRead)
  const last = ended && from + bytesRead >= size
  const whole = last ? bytes : bytes.subarray(0, bytes.length - begun(bytes))
  return { text: whole.toString('utf8'), next: from + whole.length }
}
