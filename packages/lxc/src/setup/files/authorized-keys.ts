import type { Changes } from '../changes.ts'

const path = '/root/.ssh/authorized_keys'

/** Lets these ssh keys in as root, besides those that are let in already. */
export function writeAuthorizedKeys(root: Changes, keys: readonly string[]): void {
  const old = (root.read(path) ?? '').split('\n').filter(Boolean)
  const wanted = keys.flatMap(key => key.split('\n')).map(key => key.trim())
  const lines = [...old, ...wanted.filter(key => key !== '' && !old.includes(key))]
  if (!lines.length) return
  root.directory('/root/.ssh', 0o700)
  root.write(path, `${[...new Set(lines)].join('\n')}\n`, 0o600)
}
