import { Failure } from '@quorate/schema/failure'
import type { SpecialCall } from '../special-run.ts'
import type { KeySorter } from './leave-key.ts'

export interface ShownTerminal {
  /** `/nodes/localhost/lxc/100` */
  readonly guest: string
  /** Of `termproxy`. */
  readonly parameters: Readonly<Record<string, unknown>>
  /** Said as soon as it is open. */
  readonly greeting: string
  readonly sort: KeySorter
}

/** Frames of the terminal protocol: input carries its length, which the bridge needs to tell frames apart. */
const inputFrame = (bytes: Uint8Array) => Buffer.concat([Buffer.from(`0:${bytes.length}:`), bytes])
const sizeFrame = (size: { columns: number; rows: number }) => Buffer.from(`1:${size.columns}:${size.rows}:`)
const pingEveryMs = 30_000
/** What the bridge answers to the right ticket. */
const welcome = Buffer.from('OK')

/** A guest's terminal on this one, until the user leaves or the guest ends; all other keys go to the guest. Answers the exit code. */
export async function showTerminal(call: Pick<SpecialCall, 'connection' | 'terminal'>, shown: ShownTerminal): Promise<number> {
  const { connection, terminal: own } = call
  const { data } = await connection.call('POST', `${shown.guest}/termproxy`, shown.parameters)
  const { ticket, port, user } = data as { ticket: string; port: number | string; user: string }
  const channel = await connection.open(`${shown.guest}/vncwebsocket`, { port, vncticket: ticket })
  const resize = () => void (own.window && channel.send(sizeFrame(own.window)))
  const onKeys = (bytes: Uint8Array) => {
    const { sent, leaves } = shown.sort(bytes)
    if (sent.length > 0) void channel.send(inputFrame(sent))
    if (leaves) channel.close()
  }
  const over = new AbortController()
  const pipe = async () => {
    for await (const bytes of own.bytes(over.signal)) await channel.send(inputFrame(bytes))
  }
  void channel.send(Buffer.from(`${user}:${ticket}\n`))
  const ping = setInterval(() => void channel.send(Buffer.from('2')), pingEveryMs)
  let keys: Disposable | undefined
  let accepted = false
  let begin: Uint8Array = new Uint8Array()
  try {
    for await (const bytes of channel.received) {
      let part = bytes
      if (!accepted) {
        begin = Buffer.concat([begin, bytes])
        if (begin.length < welcome.length) continue
        if (!welcome.equals(begin.subarray(0, welcome.length))) throw new Failure('the console refused its ticket')
        accepted = true
        part = begin.subarray(welcome.length)
        own.error(shown.greeting)
        keys = own.rawKeys(onKeys, resize)
        if (!keys) void pipe()
        resize()
      }
      await own.write(part)
    }
  } finally {
    clearInterval(ping)
    over.abort()
    keys?.[Symbol.dispose]()
    channel.close()
  }
  if (!accepted) throw new Failure('the console closed at once')
  own.error('\n')
  return 0
}
