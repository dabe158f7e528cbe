import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Host } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { privateFolder } from '../private-folder.ts'

const hourMs = 3_600_000

/** A folder that a process left when it was killed goes with the next check. */
async function temporaryFolder(host: Host): Promise<string> {
  const above = await privateFolder(host)
  for (const name of await readdir(above)) {
    const path = join(above, name)
    if (name.startsWith('index-') && (await stat(path)).mtimeMs < host.now() - hourMs) await rm(path, { recursive: true, force: true })
  }
  return await mkdtemp(join(above, 'index-'))
}

/** What gpgv says of one signature after the other, or why none counts. Pure. */
export function signatureFault(status: string): string | undefined {
  const words = status.split('\n').flatMap(line => (line.startsWith('[GNUPG:] ') ? [line.slice(9).split(' ')] : []))
  const key = (word: string) => words.find(([first]) => first === word)?.[1]
  if (key('BADSIG') !== undefined) return `its signature by key ${key('BADSIG')} does not fit: the list or the signature was changed`
  if (key('GOODSIG') !== undefined && key('VALIDSIG') !== undefined) return undefined
  for (const [word, why] of [
    ['REVKEYSIG', 'was revoked'],
    ['EXPKEYSIG', 'has expired'],
    ['EXPSIG', 'signed it for a time that is over'],
    ['NO_PUBKEY', 'is none of the trusted ones'],
  ] as const) {
    if (key(word) !== undefined) return `the key ${key(word)} that signed it ${why}`
  }
  return 'it has no valid signature'
}

/** Fails unless one of the keys signed exactly these bytes. */
export async function verifySignature(host: Host, what: string, data: Buffer, signature: Buffer, keys: Buffer): Promise<void> {
  const folder = await temporaryFolder(host)
  try {
    const path = (name: string) => join(folder, name)
    for (const [name, bytes] of [
      ['keys.gpg', keys],
      ['list', data],
      ['list.sig', signature],
    ] as const) {
      await writeFile(path(name), bytes, { mode: 0o600, flag: 'wx' })
    }
    const args = ['--homedir', folder, '--keyring', path('keys.gpg'), '--status-fd', '1', '--', path('list.sig'), path('list')]
    const { stdout } = await host.exec('gpgv', args, { okCodes: [0, 1, 2], timeoutMs: 60_000 })
    const fault = signatureFault(stdout)
    if (fault !== undefined) throw new Failure(`${what}: refused, ${fault}`)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
