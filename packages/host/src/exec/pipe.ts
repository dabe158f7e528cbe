import { spawn, type ChildProcess } from 'node:child_process'
import { basename } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Failure } from '@quorate/schema'
import { errorCode } from '../files/file-failure.ts'
import type { PipeEnd, PipeOptions } from '../host.ts'
import { Capture } from './capture.ts'
import { childEnvironment, commandFor, lastLine } from './child-command.ts'
import { killGroup } from './kill-group.ts'
import { metered } from './metered.ts'

const stderrLimit = 64 << 10

interface Running {
  readonly child: ChildProcess
  /** Why it failed; undefined: it did not. */
  readonly ended: Promise<Failure | undefined>
  /** Ended by us, because the other failed: no reason of its own. */
  stopped: boolean
}

function start({ program, env }: PipeEnd, [path, argv]: [string, string[]], stdio: ('ignore' | 'pipe')[]): Running {
  const child = spawn(path, argv, { cwd: '/', env: childEnvironment(env), stdio: [...stdio, 'pipe'], detached: true })
  const said = new Capture(stderrLimit, 'end')
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk))
  const name = basename(program)
  const ended = new Promise<Failure | undefined>(resolve => {
    child.once('error', error => resolve(new Failure(`cannot run ${name}`, { cause: error })))
    child.once('close', (code, signal) => {
      const line = lastLine(said.text())
      const how = code === null ? `signal ${signal}` : `exit code ${code}`
      resolve(code === 0 ? undefined : new Failure(`${name} failed (${how})${line ? `: ${line}` : ''}`))
    })
  })
  return { child, ended, stopped: false }
}

function stop(running: Running): void {
  const { pid, exitCode, signalCode } = running.child
  if (pid === undefined || exitCode !== null || signalCode !== null) return
  running.stopped = true
  killGroup(pid)
}

/** Runs two programs, the output of the first being the input of the second. The arguments appear in no message. */
export async function pipe(from: PipeEnd, to: PipeEnd, options: PipeOptions = {}): Promise<void> {
  const names = `${basename(from.program)} to ${basename(to.program)}`
  if (options.signal?.aborted) throw new Failure(`${names} was not run: the operation was aborted`)
  const commands = [commandFor(from.program, from.args), commandFor(to.program, to.args)] as const
  const source = start(from, commands[0], ['ignore', 'pipe'])
  const sink = start(to, commands[1], ['pipe', 'ignore'])
  const both = [source, sink]
  const abort = () => both.forEach(stop)
  options.signal?.addEventListener('abort', abort, { once: true })
  const end = async (running: Running, other: Running) => {
    const failure = await running.ended
    if (failure) stop(other)
    return running.stopped ? undefined : failure
  }
  try {
    const flow = pipeline(source.child.stdout as Readable, metered(options), sink.child.stdin as Writable).then(
      () => undefined,
      (error: unknown) => error,
    )
    const [unread, unwritten, broken] = await Promise.all([end(source, sink), end(sink, source), flow])
    if (options.signal?.aborted) throw new Failure(`${names} was stopped: the operation was aborted`)
    // A reader that ends early breaks the writer, a writer that ends early starves the reader. One that ended well before it
    // read to the end, as tar does behind the last member, had all that it wanted.
    const enough = ['ERR_STREAM_PREMATURE_CLOSE', 'EPIPE', 'ECANCELED'].includes(errorCode(broken) ?? '')
    const failure = broken === undefined ? (unread ?? unwritten) : (unwritten ?? unread ?? (enough ? undefined : broken))
    if (failure !== undefined) throw failure
  } finally {
    options.signal?.removeEventListener('abort', abort)
  }
}
