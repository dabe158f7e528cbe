import { join } from 'node:path'
import type { Host, Root } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { NodeCredentials } from './other-nodes.ts'

/** Of programs and files that migrations of this node need while they last. Mode 0700. */
export const migrationFolder = (root: Pick<Root, 'run'>): string => join(root.run, 'migration')

/** The group ffdhe2048 of RFC 7919. Without it QEMU looks for a prime of its own each time, and stands still for it for up to seconds. */
const group = `-----BEGIN DH PARAMETERS-----
MIIBCAKCAQEA//////////+t+FRYortKmq/cViAnPTzx2LnFg84tNpWp4TZBFGQz
+8yTnc4kmz75fS/jY2MMddj2gbICrsRhetPfHtXV/WVhJDP1H18GbtCFY2VVPe0a
87VXE15/V8k1mE8McODmi3fipona8+/och3xWKE2rec1MKzKT0g6eXq8CrGCsyT7
YdEIqUuyyOP7uWrat2DX9GgdT0Kj3jlN9K5W7edjcrsZCwenyO4KbXCeAvzhzffi
7MA0BM0oNC9hkXL+nOmFg/+OTxIy7vKBg8P+OxtMb61zO7X8vC7CIAXFjvGDfRaD
ssbzSibBsu/6iGtCOGEoXJf//////////wIBAg==
-----END DH PARAMETERS-----
`

/** Writes this node's certificate as QEMU wants it, for either side of a connection, and answers the folder. */
export async function tlsFolder(host: Host, credentials: NodeCredentials | undefined): Promise<string> {
  if (!credentials) throw new Failure(`node '${host.root.node}' has no certificate of the cluster yet, and so cannot encrypt a migration`)
  const { cert, key, ca } = credentials
  const folder = join(migrationFolder(host.root), 'tls')
  await host.files.makeDirectory(migrationFolder(host.root), 0o700)
  await host.files.makeDirectory(folder, 0o700)
  const files = {
    'ca-cert.pem': ca,
    'server-cert.pem': cert,
    'server-key.pem': key,
    'client-cert.pem': cert,
    'client-key.pem': key,
    'dh-params.pem': group,
  }
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name)
    if ((await host.files.readIfThere(path)) !== text) await host.files.writeAtomic(path, text, 0o600)
  }
  return folder
}

export const tlsObject = 'migration-tls'
export const authorizedObject = 'migration-peer'

/** QEMU's object with this node's certificate. The other side's is checked by both. */
export function credentialsObject(folder: string, endpoint: 'server' | 'client') {
  return { 'qom-type': 'tls-creds-x509', id: tlsObject, dir: folder, endpoint, 'verify-peer': true }
}

/** Only the one node whose guest comes may connect, not every one with a certificate. */
export function peerObject(node: string) {
  const rules = [`CN=${node}`, `CN=${node},*`, `*,CN=${node}`].map(match => ({ match, policy: 'allow', format: 'glob' }))
  return { 'qom-type': 'authz-list', id: authorizedObject, policy: 'deny', rules }
}
