import { Failure } from '@quorate/schema'

/** The keys of `sshkeys`: one a line, URL-encoded as a whole; empty lines and comments left out. */
export function sshKeys(encoded: string): string[] {
  let text: string
  try {
    text = decodeURIComponent(encoded)
  } catch {
    throw new Failure(`sshkeys: is not URL-encoded text - set the keys again`)
  }
  return text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))
}
