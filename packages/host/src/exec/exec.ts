import { spawn } from 'node:child_process'
import { basename } from 'node:path'
import { Failure } from '@quorate/schema'
import type { ExecOptions, ExecResult } from '../host.ts'
import { Capture } from './capture.ts'
import { childEnvironment, commandFor, lastLine } from './child-command.ts'
import { killGroup } from './kill-group.ts'
import { LineSplitter } from './line-splitter.ts'

const stdoutLimit = 64 << 20
const stderrLimit = 64 << 10
/** A program that went to the background may leave its pipes open; what it printed before has arrived by then. */
const pipeGraceMs = 500

/** Runs a program with an argument array and waits. Its arguments never appear in a message: they may hold secrets. */
export async function exec(program: string, args: readonly string[], options: ExecOptions = {}): Promise<ExecResult> {
  const name = basename(program)
  if (options.signal?.aborted) throw new Failure(`${name} was not run: the operation was aborted`)
  const [path, argv] = commandFor(program, args)
  const child = spawn(path, argv, {
    cwd: options.cwd ?? '/',
    env: childEnvironment(options.env),
    stdio: [options.stdin ?? (options.input === undefined ? 'ignore' : 'pipe'), options.stdout ?? 'pipe', 'pipe'],
    detached: true,
  })
  options.stdin?.destroy()
  options.stdout?.destroy()
  const stdout = new Capture(stdoutLimit, 'beginning')
  const stderr = new Capture(stderrLimit, 'end')
  const splitters: LineSplitter[] = []
  for (const [stream, capture, which] of [
    [child.stdout, stdout, 'stdout'],
    [child.stderr, stderr, 'stderr'],
  ] as const) {
    const splitter = options.onLine && new LineSplitter(line => options.onLine?.(line, which))
    if (splitter) splitters.push(splitter)
    stream?.on('data', (chunk: Buffer) => {
      capture.push(chunk)
      splitter?.push(chunk)
    })
  }
  child.stdin?.on('error', error => {
    // A program may end without reading all its input; its exit code tells whether that was right.
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') child.emit('error', error)
  })
  child.stdin?.end(options.input)

  let ended: 'timeout' | 'abort' | undefined
  const stop = (why: 'timeout' | 'abort') => {
    ended ??= why
    if (child.pid !== undefined) killGroup(child.pid)
  }
  const timer = options.timeoutMs === undefined ? undefined : setTimeout(() => stop('timeout'), options.timeoutMs)
  const onAbort = () => stop('abort')
  options.signal?.addEventListener('abort', onAbort, { once: true })
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once('error', error => reject(new Failure(`cannot run ${name}`, { cause: error })))
      child.once('close', (exit, signal) => resolve(exit ?? (signal === 'SIGKILL' ? 137 : 143)))
      child.once('exit', () => {
        const close = setTimeout(() => {
          child.stdout?.destroy()
          child.stderr?.destroy()
        }, pipeGraceMs)
        child.once('close', () => clearTimeout(close))
      })
    })
    for (const splitter of splitters) splitter.end()
    if (ended === 'timeout') throw new Failure(`${name}: got timeout after ${(options.timeoutMs ?? 0) / 1000} s`)
    if (ended === 'abort') throw new Failure(`${name} was stopped: the operation was aborted`)
    const result = { code, stdout: stdout.text(), stderr: stderr.text() }
    if (!(options.okCodes ?? [0]).includes(code)) {
      const said = lastLine(result.stderr) || lastLine(result.stdout)
      throw new Failure(`${name} failed (exit code ${code})${said ? `: ${said}` : ''}`)
    }
    if (stdout.dropped > 0 && !options.onLine) throw new Failure(`${name} printed more than ${stdoutLimit >> 20} MiB`)
    return result
  } finally {
    clearTimeout(timer)
    options.signal?.removeEventListener('abort', onAbort)
  }
}
