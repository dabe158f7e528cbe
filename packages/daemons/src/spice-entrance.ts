import type { ConfigReader } from '@quorate/cluster'
import { machineAddress } from '@quorate/node'
import type { SpiceEntrance } from '@quorate/qemu'
import { certificatePaths, nodeCertificate } from './certificates.ts'
import type { Address } from './options.ts'

const everywhere = new Set(['::', '0.0.0.0'])

/** What SPICE clients are told of the proxy on this node; undefined where there is none. */
export function spiceEntrance(
  store: Pick<ConfigReader, 'read'>,
  node: string,
  { spiceListen }: { readonly spiceListen: Address | undefined },
): SpiceEntrance | undefined {
  const certificate = nodeCertificate(store, node)?.cert
  const authority = store.read(certificatePaths(node).authority)?.text
  if (!spiceListen || certificate === undefined || authority === undefined) return undefined
  const host = everywhere.has(spiceListen.host) ? machineAddress() : spiceListen.host
  return { host, port: spiceListen.port, certificate, authority }
}
