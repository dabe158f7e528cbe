import { join } from 'node:path'
import type { Host } from '@quorate/host'
import type { Distribution } from './distributions.ts'

const folder = '/usr/share/keyrings'

/** The file with the keys that sign the distribution's packages, or why there is none. `asked`: the one that was named. */
export async function findKeyring(
  host: Host,
  { name, keyrings, keyringHint }: Distribution,
  asked: string | undefined,
): Promise<{ readonly path: string } | { readonly refused: string }> {
  const files = asked === undefined ? keyrings.map(file => join(folder, file)) : [asked]
  for (const path of files) if ((await host.files.stat(path))?.kind === 'file') return { path }
  if (asked !== undefined) return { refused: `there is no file '${asked}' on this node` }
  return { refused: `the keys of ${name} are not on this node: ${keyringHint}, or name a file with them by 'keyring'` }
}
