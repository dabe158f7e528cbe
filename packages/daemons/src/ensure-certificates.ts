import { randomUUID } from 'node:crypto'
import type { Author, Change, ConfigStore } from '@quorate/cluster'
import type { Host } from '@quorate/host'
import { machineAddress } from '@quorate/node'
import { Failure, failureText } from '@quorate/schema'
import { createAuthority, createCertificate, needsRenewal, type KeyPair } from '@quorate/server'
import { certificatePaths, isSignedBy } from './certificates.ts'

const author: Author = { authid: 'root@pam' }

/**
 * Makes the cluster's authority and this node's certificate where they are missing, and the certificate anew before it
 * ends, when the node has other addresses, or when it is of another authority: that of a cluster that the node has joined
 * since. `force`: in any case. `addresses`: of its links. A node that has a certificate works on with it where a new one
 * cannot be made.
 */
export async function ensureCertificates(
  store: ConfigStore,
  host: Host,
  addresses: readonly string[],
  notice: (text: string) => void,
  { force = false } = {},
): Promise<void> {
  const { node } = host.root
  const paths = certificatePaths(node)
  const names = [node, machineAddress(), ...addresses]
  const present = read(store, paths.node, paths.nodeKey)
  try {
    const authority = await ensureAuthority(store, host)
    if (present && !force && isSignedBy(present.cert, authority.cert) && !needsRenewal(present.cert, names, host.now())) return
    await write(store, paths.node, paths.nodeKey, await createCertificate(host, { authority, node, names }))
  } catch (error) {
    if (!present) throw error
    notice(`the certificate of node '${node}' should be made anew and cannot be: ${failureText(error)}`)
  }
}

/** Of several nodes that start at once one makes it, and the others take that. */
async function ensureAuthority(store: ConfigStore, host: Host): Promise<KeyPair> {
  const { authority, authorityKey } = certificatePaths(host.root.node)
  const present = read(store, authority, authorityKey)
  if (present) return present
  if (store.read(authority)) throw new Failure(`the authority ${authority} cannot sign: its key ${authorityKey} is missing`)
  const made = await createAuthority(host, randomUUID())
  try {
    await write(store, authority, authorityKey, made, 0)
  } catch (error) {
    const faster = read(store, authority, authorityKey)
    if (!faster) throw error
    return faster
  }
  return made
}

function read(store: ConfigStore, certPath: string, keyPath: string): KeyPair | undefined {
  const cert = store.read(certPath)?.text
  const key = store.read(keyPath)?.text
  return cert === undefined || key === undefined ? undefined : { cert, key }
}

/** `expect`: revision that both must have. */
async function write(store: ConfigStore, certPath: string, keyPath: string, pair: KeyPair, expect?: number): Promise<void> {
  const changes: Change[] = [
    { op: 'write', path: certPath, text: pair.cert, ...(expect !== undefined && { expect }) },
    { op: 'write', path: keyPath, text: pair.key, ...(expect !== undefined && { expect }) },
  ]
  await store.commit(changes, author)
}
