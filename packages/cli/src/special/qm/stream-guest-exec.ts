import { randomBytes } from 'node:crypto'
import { StringDecoder } from 'node:string_decoder'
import type { Connection } from '../../connection.ts'
import type { Terminal } from '../../terminal.ts'
import { isTimeout } from '../timeout.ts'

/** The agent tells nobody when there is more: it has to be asked. */
const askEveryMs = 250
/** Of the guest's shell: keeps what the program writes in files that can be read meanwhile. */
const keeper = 'umask 077; mkdir "$0" || exit 125; "$@" > "$0/out" 2> "$0/err"'

interface Stream {
  readonly file: string
  readonly show: (text: string) => void
  readonly decoder: StringDecoder
  offset: number
}

export interface StreamedProgram {
  readonly connection: Connection
  readonly terminal: Terminal
  /** `/nodes/pve/qemu/100` */
  readonly vm: string
  readonly command: readonly string[]
  readonly input: string | undefined
  readonly limit: AbortSignal
}

/**
 * Runs a program in a guest that has a shell and shows what it writes as it comes. The agent itself gives it out only at
 * the end. Answers the program's exit code; 124 when the time is over, with the program still running.
 */
export async function streamGuestExec({ connection, terminal, vm, command, input, limit }: StreamedProgram): Promise<number> {
  const folder = `/tmp/qm-guest-exec-${randomBytes(8).toString('hex')}`
  const exec = (line: readonly string[], more = {}) => connection.call('POST', `${vm}/agent/exec`, { command: line, ...more })
  const { data } = await exec(['/bin/sh', '-c', keeper, folder, ...command], input === undefined ? {} : { 'input-data': input })
  const { pid } = data as { pid: number }
  const streams: Stream[] = [
    { file: `${folder}/out`, show: text => terminal.out(text), decoder: new StringDecoder('utf8'), offset: 0 },
    { file: `${folder}/err`, show: text => terminal.error(text), decoder: new StringDecoder('utf8'), offset: 0 },
  ]
  for (;;) {
    const status = (await connection.call('GET', `${vm}/agent/exec-status`, { pid })).data as ExecStatus
    for (const stream of streams) await showMore(connection, vm, stream, Boolean(status.exited))
    if (status.exited) {
      await exec(['/bin/rm', '-rf', folder])
      if (status['err-data']) terminal.error(status['err-data'])
      return status.exitcode ?? 128 + (status.signal ?? 0)
    }
    if (isTimeout(limit)) {
      terminal.error(`timeout: the program still runs (process ${pid}); it writes to ${folder} in the guest\n`)
      return 124
    }
    await new Promise(resolve => setTimeout(resolve, askEveryMs))
  }
}

interface ExecStatus {
  readonly exited?: unknown
  readonly exitcode?: number
  readonly signal?: number
  /** Of the guest's shell itself. */
  readonly 'err-data'?: string
}

/** Shows what has come since the last look. A file that the shell has not made yet holds nothing. */
async function showMore(connection: Connection, vm: string, stream: Stream, last: boolean): Promise<void> {
  for (let truncated: unknown = true; truncated;) {
    const { file, offset } = stream
    const answer = await connection.call('GET', `${vm}/agent/file-read`, { file, offset, decode: 0 }).catch(() => undefined)
    if (!answer) return
    const { content, truncated: more } = answer.data as { content: string; truncated?: unknown }
    const bytes = Buffer.from(content, 'base64')
    stream.offset += bytes.length
    if (bytes.length > 0) stream.show(stream.decoder.write(bytes))
    truncated = more
  }
  if (last) stream.show(stream.decoder.end())
}
