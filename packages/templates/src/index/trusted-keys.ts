import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ConfigReader } from '@quorate/cluster'
import { errorCode } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { dearmor } from './dearmor.ts'
import type { IndexSource } from './index-sources.ts'

/** Folder of the config tree with the keys that may sign lists. */
export const keyringFolder = 'template-keyrings'

const mostFiles = 64
const mostBytes = 1 << 20

function keysOf(name: string, bytes: Buffer): Buffer {
  const armored = bytes.includes('-----BEGIN PGP PUBLIC KEY BLOCK-----') ? dearmor(bytes.toString('latin1'), 'PUBLIC KEY BLOCK') : bytes
  if (armored.toString('latin1', 8, 12) === 'KBXf') {
    throw new Failure(`keyring '${name}' is a keybox: write it anew with 'gpg --export'`)
  }
  return armored
}

async function folderKeys(folder: string): Promise<Buffer[]> {
  let names: string[]
  try {
    names = (await readdir(folder)).filter(name => /\.(?:gpg|pgp|asc)$/.test(name)).toSorted()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw new Failure(`unable to read the folder of keys '${folder}'`, { cause: error })
  }
  const keys: Buffer[] = []
  for (const path of names.slice(0, mostFiles).map(name => join(folder, name))) {
    const { size } = await stat(path)
    if (size > mostBytes) throw new Failure(`keyring '${path}' is larger than ${mostBytes >> 20} MiB`)
    keys.push(keysOf(path, await readFile(path)))
  }
  return keys
}

function treeKeys(store: ConfigReader): Buffer[] {
  const names = store.list(keyringFolder).filter(name => name.endsWith('.asc'))
  return names.slice(0, mostFiles).flatMap(name => {
    const file = store.read(`${keyringFolder}/${name}`)
    return file ? [keysOf(file.path, Buffer.from(file.text, 'latin1'))] : []
  })
}

/** All keys that may sign a list, as one keyring; empty: there are none. */
export async function trustedKeys(store: ConfigReader, source: IndexSource): Promise<Buffer> {
  return Buffer.concat(source.keyrings === undefined ? treeKeys(store) : await folderKeys(source.keyrings))
}
