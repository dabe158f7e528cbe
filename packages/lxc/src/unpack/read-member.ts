import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { Packing } from './archive-kind.ts'
import { memberCommand } from './confined-tar.ts'

/** Configs are some kilobytes. */
const longest = 1 << 20

/** The text of one file in an archive; undefined: there is none of this name. Reads no further than to its end. */
export async function readMember(
  host: Pick<Host, 'start'>,
  what: string,
  path: string,
  packing: Packing,
  member: string,
): Promise<string | undefined> {
  const { program, args } = memberCommand(packing, member)
  const running = await host.start(program, args, { input: true })
  const source = createReadStream(path, { highWaterMark: 1 << 18 })
  // It closes its input as soon as it has the file.
  const fed = pipeline(source, running.stdin as NonNullable<typeof running.stdin>).catch(() => undefined)
  running.stderr.resume()
  const parts: Buffer[] = []
  let size = 0
  for await (const chunk of running.stdout as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > longest) break
    parts.push(chunk)
  }
  if (size > longest) running.end()
  await running.ended
  source.destroy()
  await fed
  if (size > longest) throw new Failure(`${what}: its ${member} is longer than ${longest >> 20} MiB`)
  return size === 0 ? undefined : Buffer.concat(parts).toString('utf8')
}
