import { Failure } from './failure.ts'

/** Splits into lines that keep their line ending, so that joining them gives the same bytes. */
export function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** A line without its ending. */
export function bare(line: string): string {
  return line.replace(/\r?\n$/, '')
}

/** Gives the last line an ending, so that another can follow. */
export function endLine(line: string): string {
  return line.endsWith('\n') ? line : `${line}\n`
}

// oxlint-disable-next-line no-control-regex
const control = /[\x00-\x08\x0a-\x1f\x7f]/

/** Refuses what would become another line of the file. */
export function requireOneLine(key: string, value: string): void {
  if (control.test(value)) throw new Failure(`The value of ${key} holds a line break or control character, which the file cannot express.`)
}
