import { createHash } from 'node:crypto'

/** The digest of a config file as clients know it: SHA-1 in hex. It detects edits, it protects nothing. */
export function digestOf(text: string): string {
  return createHash('sha1').update(text).digest('hex')
}
