/** How a task ended: `OK`, `WARNINGS: n`, or one line of error text. The last line of its log says so. */

/** `TASK OK`, `TASK WARNINGS: 2`, `TASK ERROR: no space left` */
export function finalLine(status: string): string {
  return status === 'OK' || status.startsWith('WARNINGS: ') ? `TASK ${status}` : `TASK ERROR: ${status}`
}

/** undefined: not the last line of a finished task */
export function statusOfFinalLine(line: string): string | undefined {
  const found = /^TASK (OK|WARNINGS: \d+|ERROR: .*)$/.exec(line)?.[1]
  return found?.startsWith('ERROR: ') ? found.slice('ERROR: '.length) : found
}

/** An error text as one line of bounded length. */
export function errorStatus(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim().slice(0, 4096)
  return line === '' ? 'unknown error' : line
}

export type StatusKind = 'ok' | 'warning' | 'error' | 'unknown'

export function statusKind(status: string): StatusKind {
  if (status === 'OK') return 'ok'
  if (status.startsWith('WARNINGS: ')) return 'warning'
  return status === unknownStatus ? 'unknown' : 'error'
}

/** For a log that ends without a last word. */
export const unknownStatus = 'unexpected status'
export const interruptedStatus = 'interrupted: the task runner ended'
