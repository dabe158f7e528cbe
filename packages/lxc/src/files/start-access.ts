import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import type { Host, StartedProgram } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { requestVariable, type FileHead, type FileRequest } from './file-request.ts'

const worker = join(import.meta.dirname, 'file-worker.ts')
/** All that files need of root's privileges; and the one to look at the root of another process. */
const capabilities = ['chown', 'dac_override', 'dac_read_search', 'fowner', 'fsetid', 'setgid', 'setuid', 'sys_ptrace']
const nodeFlags = ['--disable-sigusr1', '--max-semi-space-size=1']
/** milliseconds without a byte in either direction after which what is mounted there counts as hung */
const usualIdleMs = 60_000
const longestHead = 4096

export interface Access {
  readonly stdin: Writable
  /** All of the answer; once `head` was asked for, without the line about the file. */
  readonly content: Readable
  head(): Promise<FileHead>
  /** Rejects with why it failed. */
  readonly done: Promise<void>
  /** Says that something moves. */
  alive(): void
  end(): void
}

async function headOf(stdout: Readable): Promise<FileHead> {
  let read = Buffer.alloc(0)
  for (;;) {
    const chunk = stdout.read() as Buffer | null
    if (chunk === null) {
      if (stdout.readableEnded || stdout.destroyed) throw new Failure('nothing was read')
      await new Promise<void>(resolve => {
        const next = () => {
          for (const event of ['readable', 'end', 'close']) stdout.off(event, next)
          resolve()
        }
        for (const event of ['readable', 'end', 'close']) stdout.on(event, next)
      })
      continue
    }
    read = Buffer.concat([read, chunk])
    const end = read.indexOf(10)
    if (end === -1 && read.length > longestHead) throw new Failure('nothing was read')
    if (end === -1) continue
    if (end + 1 < read.length) stdout.unshift(read.subarray(end + 1))
    return JSON.parse(read.toString('utf8', 0, end)) as FileHead
  }
}

async function endOf(program: StartedProgram, hung: () => string | undefined): Promise<void> {
  let said = ''
  for await (const chunk of program.stderr) if (said.length < 4096) said += String(chunk)
  const end = await program.ended
  const why = hung()
  if (why !== undefined) throw new Failure(why)
  if (!('code' in end)) throw new Failure('it was broken off')
  if (end.code !== 0) throw new Failure(said.trim().split('\n')[0] || `it ended with ${end.code}`)
}

/** Begins one access to a file of a container in a process of its own. */
export async function startAccess(host: Pick<Host, 'start'>, request: FileRequest, idleMs = usualIdleMs): Promise<Access> {
  const bounds = `--bounding-set=-all,${capabilities.map(name => `+${name}`).join(',')}`
  const cache = process.env.NODE_COMPILE_CACHE
  const program = await host.start('setpriv', [bounds, '--no-new-privs', '--', process.execPath, ...nodeFlags, worker], {
    input: true,
    env: { [requestVariable]: JSON.stringify(request), ...(cache !== undefined && { NODE_COMPILE_CACHE: cache }) },
  })
  let hung: string | undefined
  const idle = setTimeout(() => {
    hung = `nothing moved for ${idleMs / 1000} s: a file system there does not answer`
    program.end()
  }, idleMs)
  const done = endOf(program, () => hung).finally(() => clearTimeout(idle))
  // Whoever waits for what it answers hears of it then.
  done.catch(() => undefined)
  return {
    stdin: program.stdin as Writable,
    content: program.stdout,
    head: () => headOf(program.stdout),
    done,
    alive: () => void idle.refresh(),
    end: () => program.end(),
  }
}
