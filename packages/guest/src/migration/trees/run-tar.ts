import { LineSplitter, type Host, type PipeEnd, type StartedProgram } from '@quorate/host'
import { Failure } from '@quorate/schema'

/** tar sums up what it has told before. */
const summary = /Exiting with failure status|not recoverable: exiting|^\s*$/

/** Runs tar while `work` feeds it, or takes from it, and waits for its end. Fails with what it complained of first. */
export async function runTar(
  host: Pick<Host, 'start'>,
  { program, args }: PipeEnd,
  signal: AbortSignal,
  work: (tar: StartedProgram) => Promise<void>,
  options: { readonly input?: boolean } = {},
): Promise<void> {
  signal.throwIfAborted()
  const tar = await host.start(program, args, options)
  const end = () => tar.end()
  signal.addEventListener('abort', end, { once: true })
  let why: string | undefined
  const lines = new LineSplitter(line => {
    if (!summary.test(line)) why ??= line.replace(/^tar: /, '')
  })
  tar.stderr.on('data', (chunk: Buffer) => lines.push(chunk))
  if (options.input) tar.stdout.resume()
  try {
    const broken = await work(tar).then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
    if (broken) tar.end()
    const ended = await tar.ended
    lines.end()
    signal.throwIfAborted()
    // What tar says is the reason where it had enough by itself.
    if (why !== undefined && !('code' in ended && ended.code === 0)) throw new Failure(why)
    if (broken) throw broken.error
    if (!('code' in ended) || ended.code !== 0)
      throw new Failure(`tar ended with ${'code' in ended ? `exit code ${ended.code}` : `signal ${ended.signal}`}`)
  } finally {
    signal.removeEventListener('abort', end)
  }
}
