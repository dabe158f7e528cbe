import { randomUUID } from 'node:crypto'
import type { Author, Change, ConfigStore } from '@quorate/cluster'
import type { Host } from '@quorate/host'
import { machineAddress } from '@quorate/node'
import { createAuthority, createCertificate, needsRenewal, type KeyPair } from '@quorate/server'
import { certificatePaths } from './certificates.ts'

const author: Author = { authid: 'root@pam' }

/** Makes the cluster's authority and this node's certificate where they are missing, and the certificate anew before it ends. */
export async function ensureCertificates(store: ConfigStore, host: Host): Promise<void> {
  const { node } = host.root
  const paths = certificatePaths(node)
  const authority = read(store, paths.authority, paths.authorityKey) ?? (await makeAuthority(store, host))
  const present = read(store, paths.node, paths.nodeKey)
  const names = [node, machineAddress()]
  if (present && !needsRenewal(present.cert, names, host.now())) return
  await write(store, paths.node, paths.nodeKey, await createCertificate(host, { authority, node, names }))
}

async function makeAuthority(store: ConfigStore, host: Host): Promise<KeyPair> {
  const { authority, authorityKey } = certificatePaths(host.root.node)
  const made = await createAuthority(host, randomUUID())
  await write(store, authority, authorityKey, made)
  return made
}

function read(store: ConfigStore, certPath: string, keyPath: string): KeyPair | undefined {
  const cert = store.read(certPath)?.text
  const key = store.read(keyPath)?.text
  return cert === undefined || key === undefined ? undefined : { cert, key }
}

async function write(store: ConfigStore, certPath: string, keyPath: string, pair: KeyPair): Promise<void> {
  const changes: Change[] = [
    { op: 'write', path: certPath, text: pair.cert },
    { op: 'write', path: keyPath, text: pair.key },
  ]
  await store.commit(changes, author)
}
