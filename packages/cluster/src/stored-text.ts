import { isUtf8 } from 'node:buffer'
import type { SQLOutputValue } from 'node:sqlite'

const latin1Text = /^[\t\n\r\x20-\x7e\xa0-\xff]*$/

/** Text in which somebody's editor wrote Latin-1 is read as that: no letter is lost when one of its lines is changed. */
export function storedText(value: SQLOutputValue | undefined): string {
  if (!(value instanceof Uint8Array)) return ''
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (isUtf8(bytes)) return bytes.toString()
  const latin1 = bytes.toString('latin1')
  return latin1Text.test(latin1) ? latin1 : bytes.toString()
}
