import { Failure } from '@quorate/schema'
import type { Changes } from '../changes.ts'

/** Sets one field of root's line in a file of colon-separated fields; all others stay. undefined: there is no such line */
function withRootField(text: string, field: string): string | undefined {
  const lines = text.split('\n')
  const at = lines.findIndex(line => line.startsWith('root:'))
  if (at < 0) return undefined
  const fields = lines[at]!.split(':')
  fields[1] = field
  return lines.with(at, fields.join(':')).join('\n')
}

/** Gives root a password. `hash`: as crypt(3) makes it */
export function writeRootPassword(root: Changes, hash: string): void {
  if (/[:\s]/.test(hash)) throw new Failure("Cannot set root's password: that is no hash of a password")
  const shadow = root.read('/etc/shadow') ?? ''
  root.write('/etc/shadow', withRootField(shadow, hash) ?? `root:${hash}::0:99999:7:::\n${shadow}`, 0o600)
  const passwd = root.read('/etc/passwd')
  const shadowed = passwd === undefined ? undefined : withRootField(passwd, 'x')
  if (shadowed !== undefined) root.write('/etc/passwd', shadowed)
}
