import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { LineSplitter, metered, type Host, type PipeOptions } from '@quorate/host'
import { Failure, failureText } from '@quorate/schema'
import type { Command } from './confined-tar.ts'

/** tar tells what it does for safety's sake, and sums up; neither is a reason. */
const noReason = /Removing leading|Exiting with failure status|not recoverable: exiting|^\s*$/
const mostComplaints = 20

/** How the unpacking of one stream ended. */
export interface Unpacked {
  /** undefined: well */
  readonly failure?: string
  /** What was complained of, the first lines. */
  readonly complaints: readonly string[]
}

/** Feeds a stream to a program and waits for both. Fails when the stream does, or when it is aborted. */
export async function runUnpacker(
  host: Pick<Host, 'start'>,
  { program, args }: Command,
  source: Readable,
  options: PipeOptions & { readonly signal: AbortSignal },
): Promise<Unpacked> {
  const { signal } = options
  signal.throwIfAborted()
  const running = await host.start(program, args, { input: true })
  const end = () => running.end()
  signal.addEventListener('abort', end, { once: true })
  const complaints: string[] = []
  const lines = new LineSplitter(line => {
    const text = line.replace(/^tar: /, '').replaceAll('/target/', '/')
    if (!noReason.test(line) && complaints.length < mostComplaints) complaints.push(text)
  })
  running.stdout.resume()
  running.stderr.on('data', (chunk: Buffer) => lines.push(chunk))
  try {
    // A program that has had enough closes its input: how it ended tells whether that was right.
    const fed = pipeline(source, metered(options), running.stdin as NonNullable<typeof running.stdin>).catch((error: unknown) => error)
    const ended = await running.ended
    source.destroy()
    const broken = await fed
    lines.end()
    if (signal.aborted) throw new Failure('the operation was aborted')
    if (broken instanceof Failure) throw broken
    if ('code' in ended && ended.code === 0) return { complaints }
    const how = 'code' in ended ? `exit code ${ended.code}` : `signal ${ended.signal}`
    return { failure: complaints[0] ?? (broken === undefined ? how : failureText(broken)), complaints }
  } finally {
    signal.removeEventListener('abort', end)
  }
}
