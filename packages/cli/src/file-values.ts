import type { Given } from './read-arguments.ts'
import type { Terminal } from './terminal.ts'

type Read = (bytes: Uint8Array) => string

const text: Read = bytes => Buffer.from(bytes).toString('utf8')
const base64: Read = bytes => Buffer.from(bytes).toString('base64')
const keys: Read = bytes => encodeURIComponent(text(bytes).trim())

/** Options that name a file on this machine, of which the method wants the content. `-` is standard input. */
const fileOptions: Readonly<Record<string, Readonly<Record<string, Read>>>> = {
  'qm set': { sshkeys: keys },
  'qm create': { sshkeys: keys },
  'pct create': { 'ssh-public-keys': text },
  'pct restore': { 'ssh-public-keys': text },
  'pvenode cert set': { certificates: text, key: text },
  'pvenode acme plugin add': { data: base64 },
  'pvenode acme plugin set': { data: base64 },
  'pvesm add': { keyring: text, 'encryption-key': text, 'master-pubkey': base64 },
  'pvesm set': { keyring: text, 'encryption-key': text, 'master-pubkey': base64 },
}

export async function readFileValues(name: string, given: Given, terminal: Terminal): Promise<void> {
  for (const [parameter, read] of Object.entries(fileOptions[name] ?? {})) {
    const path = given[parameter]
    if (typeof path !== 'string' || path === '' || (parameter === 'encryption-key' && path === 'autogen')) continue
    given[parameter] = read(await terminal.readFile(path))
  }
}
