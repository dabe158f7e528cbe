import { Failure } from '@quorate/schema/failure'
import { UsageFailure } from '../../read-arguments.ts'
import { one, type SpecialRun } from '../special-run.ts'
import { vmPath } from '../guest-path.ts'

/** `^O` → the byte that Ctrl-O sends. */
export function escapeByte(text: string): number {
  const match = /^\^([@-_a-z])$/.exec(text)
  if (!match?.[1]) throw new UsageFailure(`escape: '${text}' is not a control key such as ^O`)
  return match[1].toUpperCase().charCodeAt(0) & 0x1f
}

/** Frames of the terminal protocol: input carries its length, which the bridge needs to tell frames apart. */
const inputFrame = (bytes: Uint8Array) => Buffer.concat([Buffer.from(`0:${bytes.length}:`), bytes])
const sizeFrame = (size: { columns: number; rows: number }) => Buffer.from(`1:${size.columns}:${size.rows}:`)
const pingEveryMs = 30_000
/** What the bridge answers to the right ticket. */
const welcome = Buffer.from('OK')

/** A serial console on this terminal. The escape key ends the session; everything else goes to the guest. */
export const terminal: SpecialRun = async ({ connection, terminal: own, read }) => {
  const { parameters } = read()
  const key = one(parameters, 'escape') ?? '^O'
  const escape = escapeByte(key)
  const vm = vmPath(connection, one(parameters, 'vmid'))
  const serial = one(parameters, 'iface')
  const { data } = await connection.call('POST', `${vm}/termproxy`, serial === undefined ? {} : { serial })
  const { ticket, port, user } = data as { ticket: string; port: number | string; user: string }
  const channel = await connection.open(`${vm}/vncwebsocket`, { port, vncticket: ticket })
  const resize = () => void (own.window && channel.send(sizeFrame(own.window)))
  const onKeys = (bytes: Uint8Array) => {
    const end = bytes.indexOf(escape)
    if (end !== 0) void channel.send(inputFrame(end === -1 ? bytes : bytes.subarray(0, end)))
    if (end !== -1) channel.close()
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
      let shown = bytes
      if (!accepted) {
        begin = Buffer.concat([begin, bytes])
        if (begin.length < welcome.length) continue
        if (!welcome.equals(begin.subarray(0, welcome.length))) throw new Failure('the console refused its ticket')
        accepted = true
        shown = begin.subarray(welcome.length)
        own.error(`starting serial terminal on interface ${serial ?? 'serial0'} (press Ctrl+${key.slice(1).toUpperCase()} to exit)\n`)
        keys = own.rawKeys(onKeys, resize)
        if (!keys) void pipe()
        resize()
      }
      await own.write(shown)
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
