import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { LineSplitter, metered, readPosition, type Host, type PipeOptions, type StartedProgram } from '@quorate/host'
import { Failure, failureText } from '@quorate/schema'
import type { Command } from './confined-tar.ts'

/** tar tells what it does for safety's sake, and sums up; neither is a reason. */
const noReason = /Removing leading|Exiting with failure status|not recoverable: exiting|^\s*$/
const mostComplaints = 20
/** How often it is looked how far a file was read. */
const lookMs = 250

/** How the unpacking of one archive ended. */
export interface Unpacked {
  /** undefined: well */
  readonly failure?: string
  /** What was complained of, the first lines. */
  readonly complaints: readonly string[]
}

/** Passes a stream on until the program has ended. Answers what broke it, which an end before the stream's does too. */
async function feed(source: Readable, { stdin, ended }: StartedProgram, options: PipeOptions): Promise<unknown> {
  const fed = pipeline(source, metered(options), stdin as NonNullable<typeof stdin>).catch((error: unknown) => error)
  await ended
  source.destroy()
  return fed
}

/** Tells how far the program has read until it has ended. */
async function follow({ fd }: FileHandle, { ended }: StartedProgram, { onBytes }: PipeOptions): Promise<void> {
  const looking = setInterval(() => onBytes?.(readPosition(fd)), lookMs)
  try {
    await ended
    onBytes?.(readPosition(fd))
  } finally {
    clearInterval(looking)
  }
}

/**
 * Gives a stream or an open file to a program and waits for its end. A file is read by the program itself, which takes a
 * third off the time, and is not kept to a rate. Fails when the stream does, or when it is aborted.
 */
export async function runUnpacker(
  host: Pick<Host, 'start'>,
  { program, args }: Command,
  source: Readable | FileHandle,
  options: PipeOptions & { readonly signal: AbortSignal },
): Promise<Unpacked> {
  const { signal } = options
  signal.throwIfAborted()
  const running = await host.start(program, args, { input: source instanceof Readable ? true : source.fd })
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
    const broken = await (source instanceof Readable ? feed(source, running, options) : follow(source, running, options))
    const ended = await running.ended
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
