import type { ConfigReader, ConfigStore } from '@quorate/cluster'
import type { Peers } from '@quorate/server'

const configFile = 'corosync.conf'

/** A node in the list of `corosync.conf`. */
export interface ListedNode {
  readonly name: string
  /** Of its links, in their order. */
  readonly addresses: readonly string[]
}

/** The nodes that `corosync.conf` lists: sections `node` with `name` and `ring0_addr`, `ring1_addr` and so on. */
export function listedNodes(text: string): readonly ListedNode[] {
  return Array.from(text.replaceAll(/^\s*#.*$/gm, '').matchAll(/\bnode\s*\{([^{}]*)\}/g), ([, body = '']) => {
    const keys = new Map(Array.from(body.matchAll(/^[ \t]*(\w+)[ \t]*:[ \t]*(\S+)[ \t]*$/gm), ([, key = '', value = '']) => [key, value]))
    const links = [...keys].filter(([key]) => /^ring\d+_addr$/.test(key)).toSorted(([a], [b]) => (a < b ? -1 : 1))
    return { name: keys.get('name') ?? '', addresses: links.map(([, address]) => address) }
  }).filter(({ name, addresses }) => name !== '' && addresses.length > 0)
}

/** Addresses of this node's links, none on a machine alone. */
export function ownAddresses(store: Pick<ConfigReader, 'read'>, node: string): readonly string[] {
  const listed = listedNodes(store.read(configFile)?.text ?? '')
  return listed.find(({ name }) => name === node)?.addresses ?? []
}

/** The other nodes of this one's cluster. Their web servers listen at the same port as this one's. */
export function clusterPeers(store: ConfigStore, own: string, port: number): Peers {
  let seen = -1
  let file = -1
  let hosts: ReadonlyMap<string, string> = new Map()
  function present(): ReadonlyMap<string, string> {
    const tree = store.revision()
    if (tree === seen) return hosts
    seen = tree
    const stored = store.read(configFile)
    const revision = stored?.revision ?? 0
    if (revision === file) return hosts
    file = revision
    const others = listedNodes(stored?.text ?? '').filter(({ name }) => name !== own)
    hosts = new Map(others.map(({ name, addresses: [host = ''] }) => [name, host]))
    return hosts
  }
  return {
    address(node) {
      const host = present().get(node)
      return host === undefined ? undefined : { host, port }
    },
    isOnline: node => present().has(node),
    onChange: changed => store.watch(configFile, changed),
  }
}
