/** One field as journalctl writes it in JSON: what is no text comes as bytes, what is there several times as a list. */
type Field = string | readonly (string | number)[] | null | undefined

export interface JournalEntry {
  readonly __CURSOR: string
  /** microseconds since 1970 */
  readonly __REALTIME_TIMESTAMP: string
  readonly _HOSTNAME?: Field
  readonly SYSLOG_IDENTIFIER?: Field
  readonly _COMM?: Field
  readonly SYSLOG_PID?: Field
  readonly _PID?: Field
  readonly MESSAGE?: Field
}

/** Beside those that every entry comes with. */
export const entryFields = ['_HOSTNAME', 'SYSLOG_IDENTIFIER', '_COMM', 'SYSLOG_PID', '_PID', 'MESSAGE']

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function text(field: Field): string | undefined {
  if (field === null || field === undefined || typeof field === 'string') return field ?? undefined
  return field.every(part => typeof part === 'number') ? Buffer.from(field as number[]).toString() : field.join('\n')
}

/** An entry's time in seconds since 1970. */
export function entrySeconds(entry: JournalEntry): number {
  return Math.floor(Number(entry.__REALTIME_TIMESTAMP) / 1_000_000)
}

/** An entry as people know it from log files: `Nov 29 05:05:48 pve sshd[814]: text`; more lines of it are indented. */
export function entryLines(entry: JournalEntry): string[] {
  const at = new Date(entrySeconds(entry) * 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')
  const pid = text(entry._PID) ?? text(entry.SYSLOG_PID)
  const who = `${text(entry.SYSLOG_IDENTIFIER) ?? text(entry._COMM) ?? 'unknown'}${pid === undefined ? '' : `[${pid}]`}`
  const head = `${months[at.getMonth()]} ${two(at.getDate())} ${time} ${text(entry._HOSTNAME) ?? 'unknown'} ${who}: `
  const lines = (text(entry.MESSAGE) ?? '').trimEnd().split(/\r?\n/)
  // oxlint-disable-next-line no-control-regex
  return lines.map((line, index) => (index === 0 ? head : ' '.repeat(head.length)) + line.replaceAll(/[\u0000-\u001f\u007f]/g, ' '))
}
