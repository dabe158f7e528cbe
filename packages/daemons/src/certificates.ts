import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { ConfigReader, ConfigStore } from '@quorate/cluster'
import type { PeerCredentials, ProxyCertificate } from '@quorate/server'

/** Where certificates lie in the config tree. */
export const certificatePaths = (node: string) => ({
  authority: 'pve-root-ca.pem',
  authorityKey: 'priv/pve-root-ca.key',
  node: `nodes/${node}/pve-ssl.pem`,
  nodeKey: `nodes/${node}/pve-ssl.key`,
  own: `nodes/${node}/pveproxy-ssl.pem`,
  ownKey: `nodes/${node}/pveproxy-ssl.key`,
})

/** The certificate that the web server shows: the one that the operator put in place, else the one made here. */
export function webCertificate(store: Pick<ConfigReader, 'read'>, node: string): ProxyCertificate | undefined {
  const paths = certificatePaths(node)
  return readPair(store, paths.own, paths.ownKey) ?? nodeCertificate(store, node)
}

/** The one made here, which the cluster's authority signed: SPICE clients are told to trust that and no other. */
export function nodeCertificate(store: Pick<ConfigReader, 'read'>, node: string): ProxyCertificate | undefined {
  const paths = certificatePaths(node)
  return readPair(store, paths.node, paths.nodeKey)
}

/** What this node shows the others of its cluster, and what theirs have to come from; undefined: there is none yet. */
export function peerCredentials(store: Pick<ConfigReader, 'read'>, node: string): PeerCredentials | undefined {
  const ca = store.read(certificatePaths(node).authority)?.text
  const own = nodeCertificate(store, node)
  return own && ca !== undefined && isSignedBy(own.cert, ca) ? { ...own, ca } : undefined
}

/** Did the authority of this certificate sign that one? */
export function isSignedBy(cert: string, authority: string): boolean {
  try {
    const [signed, signer] = [new X509Certificate(cert), new X509Certificate(authority)]
    return signed.checkIssued(signer) && signed.verify(signer.publicKey)
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}

function readPair(store: Pick<ConfigReader, 'read'>, certPath: string, keyPath: string): ProxyCertificate | undefined {
  const cert = store.read(certPath)?.text
  const key = store.read(keyPath)?.text
  return cert !== undefined && key !== undefined && fits({ cert, key }) ? { cert, key } : undefined
}

/** A certificate and its key are often put in place one after the other. */
const settleMs = 1000

/**
 * Calls back when another certificate is to be shown, to browsers, SPICE clients or other nodes, or another authority to be
 * asked for: one that fits its key, and a moment after the last change.
 */
export function watchCertificates(store: ConfigStore, node: string, changed: () => void): Disposable {
  const present = () => [webCertificate(store, node)?.cert, nodeCertificate(store, node)?.cert, peerCredentials(store, node)?.ca]
  let shown = present()
  let timer: NodeJS.Timeout | undefined
  const look = () => {
    const now = present()
    if (!now.some((cert, at) => cert !== undefined && cert !== shown[at])) return
    shown = now
    changed()
  }
  const { authority } = certificatePaths(node)
  const watch = store.watch('', path => {
    if (path !== authority && !(path.startsWith(`nodes/${node}/`) && /ssl\.(?:pem|key)$/.test(path))) return
    clearTimeout(timer)
    timer = setTimeout(look, settleMs)
  })
  return {
    [Symbol.dispose]() {
      clearTimeout(timer)
      watch[Symbol.dispose]()
    },
  }
}

/** Does the key belong to the certificate? */
function fits({ cert, key }: ProxyCertificate): boolean {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))
  } catch (error) {
    if (error instanceof Error) return false
    throw error
  }
}
