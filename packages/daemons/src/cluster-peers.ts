import type { ConfigReader, ConfigStore, EventHub, MemberState } from '@quorate/cluster'
import { readClusterConfig } from '@quorate/cluster/corosync-conf'
import { Failure } from '@quorate/schema'
import type { Peers } from '@quorate/server'

const configFile = 'corosync.conf'

/** Addresses of every node's links, in their order, by its name. undefined: somebody is writing in the file, it cannot be read now. */
function linksOf(text: string): ReadonlyMap<string, readonly string[]> | undefined {
  let nodes
  try {
    nodes = readClusterConfig(text).nodes
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
  const listed = nodes.filter(({ name, addresses }) => name !== '' && addresses.size > 0)
  return new Map(listed.map(({ name, addresses }) => [name, [...addresses].toSorted(([a], [b]) => a - b).map(([, address]) => address)]))
}

/** Addresses of this node's links, none on a machine alone. */
export function ownAddresses(store: Pick<ConfigReader, 'read'>, node: string): readonly string[] {
  const text = store.read(configFile)?.text
  return (text === undefined ? undefined : linksOf(text)?.get(node)) ?? []
}

/** The other nodes of this one's cluster. Their web servers listen at the same port as this one's. */
export function clusterPeers(store: ConfigStore, hub: Pick<EventHub, 'values' | 'subscribe'>, own: string, port: number): Peers {
  let tree = -1
  let file = -1
  let hosts: ReadonlyMap<string, readonly string[]> = new Map()
  function readAnew(text: string | undefined): void {
    const links = text === undefined ? new Map<string, readonly string[]>() : linksOf(text)
    // Until it can be read again the nodes are those that were there before.
    if (links) hosts = new Map([...links].filter(([name]) => name !== own))
  }
  function present(): ReadonlyMap<string, readonly string[]> {
    const now = store.revision()
    if (now === tree) return hosts
    tree = now
    const stored = store.read(configFile)
    const revision = stored?.revision ?? 0
    if (revision !== file) readAnew(stored?.text)
    file = revision
    return hosts
  }
  return {
    addresses: node => (present().get(node) ?? []).map(host => ({ host, port })),
    // Without a word of it a listed node may be there: the attempt will tell.
    isOnline: node => present().has(node) && ((hub.values('member').get(node)?.data as MemberState | null | undefined)?.online ?? true),
    onChange(changed) {
      const watch = store.watch(configFile, changed)
      const members = hub.subscribe(({ kind }) => {
        if (kind === 'member') changed()
      })
      return {
        [Symbol.dispose]() {
          watch[Symbol.dispose]()
          members[Symbol.dispose]()
        },
      }
    },
  }
}
