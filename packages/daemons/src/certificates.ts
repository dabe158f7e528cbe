import type { ConfigReader } from '@quorate/cluster'
import type { ProxyCertificate } from '@quorate/server'

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
  for (const [cert, key] of [
    [store.read(paths.own)?.text, store.read(paths.ownKey)?.text],
    [store.read(paths.node)?.text, store.read(paths.nodeKey)?.text],
  ]) {
    if (cert !== undefined && key !== undefined) return { cert, key }
  }
  return undefined
}
