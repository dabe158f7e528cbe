import { spawn } from 'node:child_process'
import { closeSync, fchownSync } from 'node:fs'
import { Socket } from 'node:net'
import { constants } from 'node:os'
import { basename } from 'node:path'
import { Failure } from '@quorate/schema'
import type { ProgramEnd, StartedProgram, StartOptions } from '../host.ts'
import { callLibc } from '../libc.ts'
import { readProcStat } from '../processes/proc-stat.ts'
import { childEnvironment, commandFor } from './child-command.ts'
import { killGroup } from './kill-group.ts'
import { keepDescriptors } from './own-descriptors.ts'

const closeOnExec = 0o2000000

/** What Node itself makes for a child is a socket, which a program cannot open again as /dev/stderr. */
function makePipe({ owner }: StartOptions): { readonly read: number; readonly write: number } {
  const ends = Buffer.alloc(8)
  callLibc('int pipe2(void *ends, int flags)', ends, closeOnExec)
  const [read, write] = [ends.readInt32LE(0), ends.readInt32LE(4)]
  if (owner) fchownSync(write, owner.uid, owner.gid)
  return { read, write }
}

const signalNumber = (name: NodeJS.Signals) => constants.signals[name]

/** Starts a program with an argument array and hands it over running. Its arguments never appear in a message. */
export async function startProgram(program: string, args: readonly string[], options: StartOptions = {}): Promise<StartedProgram> {
  const name = basename(program)
  const [path, argv] = commandFor(program, args)
  const pipes = [options.input === true ? makePipe(options) : undefined, makePipe(options), makePipe(options)] as const
  const [input, output, errors] = pipes
  const theirs = [input?.read, output.write, errors.write].filter(fd => fd !== undefined)
  const ours = [input?.write, output.read, errors.read].filter(fd => fd !== undefined)
  let child
  try {
    keepDescriptors()
    child = spawn(path, argv, {
      cwd: '/',
      env: childEnvironment(options.env),
      stdio: [input?.read ?? (typeof options.input === 'number' ? options.input : 'ignore'), output.write, errors.write],
      detached: true,
    })
    const started = child
    await new Promise<void>((resolve, reject) => {
      started.once('spawn', resolve)
      started.once('error', reject)
    })
  } catch (error) {
    for (const fd of ours) closeSync(fd)
    throw new Failure(`cannot run ${name}`, { cause: error })
  } finally {
    for (const fd of theirs) closeSync(fd)
  }
  const { pid = 0 } = child
  const startTicks = readProcStat(pid)?.startTicks
  const ended = new Promise<ProgramEnd>(resolve => {
    child.once('exit', (code, signal) => resolve(signal === null ? { code: code ?? 0 } : { signal: signalNumber(signal) }))
  })
  const end = (fd: number, direction: { readable: boolean; writable: boolean }) => {
    const socket = new Socket({ fd, ...direction })
    // The other side may go at any time, which `ended` tells.
    socket.on('error', () => socket.destroy())
    return socket
  }
  return {
    pid,
    ...(startTicks !== undefined && { startTicks }),
    ...(input && { stdin: end(input.write, { readable: false, writable: true }) }),
    stdout: end(output.read, { readable: true, writable: false }),
    stderr: end(errors.read, { readable: true, writable: false }),
    ended,
    end: () => killGroup(pid),
  }
}
