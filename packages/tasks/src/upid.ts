import { Failure } from '@quorate/schema'

/**
 * The name of a task: `UPID:node:PID8HEX:PSTART8HEX:START8HEX:type:id:user@realm:`. Clients read the numbers as signed
 * 32 bit, hence all stay below 2^31. It is also a file name: nothing that parses can lead out of a folder.
 */
export interface Upid {
  readonly node: string
  /** pid of the runner that had the task */
  readonly pid: number
  /** number of the task: grows with every task of this node, over restarts too */
  readonly pstart: number
  /** seconds since 1970 */
  readonly starttime: number
  readonly type: string
  readonly id: string
  /** `root@pam`, `root@pam!ci` */
  readonly user: string
}

const upidPattern =
  /^UPID:([A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?):([0-7][0-9A-F]{7}):([0-7][0-9A-F]{7}):([0-7][0-9A-F]{7}):([A-Za-z0-9_-]{1,32}):([A-Za-z0-9_.@!+,~=-]{0,64}):([A-Za-z0-9_.@!+,~=-]{1,96}):$/

const hex8 = (value: number) =>
  Math.trunc(value % 2 ** 31)
    .toString(16)
    .toUpperCase()
    .padStart(8, '0')

/** What is neither letter, digit nor one of `_.@!+,=-` becomes `~HH` per byte; too long texts are cut. */
function escape(text: string, longest: number): string {
  let escaped = ''
  for (const character of text) {
    const safe = /^[A-Za-z0-9_.@!+,=-]$/.test(character)
    const next = safe
      ? character
      : [...new TextEncoder().encode(character)].map(byte => `~${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
    if (escaped.length + next.length > longest) break
    escaped += next
  }
  return escaped
}

function unescape(text: string): string {
  if (!text.includes('~')) return text
  const percent = text.replaceAll('~', '%')
  try {
    return decodeURIComponent(percent)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}

export function formatUpid(upid: Upid): string {
  const numbers = [upid.pid, upid.pstart, upid.starttime].map(hex8).join(':')
  return `UPID:${upid.node}:${numbers}:${upid.type}:${escape(upid.id, 64)}:${escape(upid.user, 96)}:`
}

/** undefined: not a UPID */
export function parseUpid(text: string): Upid | undefined {
  const found = upidPattern.exec(text)
  if (!found) return undefined
  const [, node = '', pid = '', pstart = '', start = '', type = '', id = '', user = ''] = found
  return {
    node,
    pid: Number.parseInt(pid, 16),
    pstart: Number.parseInt(pstart, 16),
    starttime: Number.parseInt(start, 16),
    type,
    id: unescape(id),
    user: unescape(user),
  }
}

/** Refuses what is no UPID: nothing a client sends reaches a path unchecked. */
export function requireUpid(text: string): Upid {
  const upid = parseUpid(text)
  if (!upid) throw new Failure('unable to parse worker upid', { status: 400, errors: { upid: 'not a valid task id' } })
  return upid
}
