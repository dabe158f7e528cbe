import { parseDocument, sectionsOf, valueOf, type Item } from './document.ts'

export interface ClusterNode {
  readonly name: string
  readonly nodeId: number
  readonly votes: number
  /** By link number: `ring0_addr` is that of link 0. */
  readonly addresses: ReadonlyMap<number, string>
}

export interface QuorumDevice {
  readonly model: string
  readonly host?: string
  readonly algorithm?: string
  readonly tls?: string
  /** undefined: as corosync counts them */
  readonly votes?: number
}

/** What a corosync.conf says, as far as we know what it means. */
export interface ClusterConfig {
  readonly name: string
  /** `config_version`; 0 when it is not there */
  readonly version: number
  readonly nodes: readonly ClusterNode[]
  /** Priorities of the links that have a section of their own; undefined: none is set. */
  readonly links: ReadonlyMap<number, number | undefined>
  readonly device: QuorumDevice | undefined
  readonly document: readonly Item[]
}

/** `ring0_addr` to 0; undefined for any other key. */
export const linkOfKey = (key: string): number | undefined => {
  const digits = /^ring(\d+)_addr$/.exec(key)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

const numberOf = (text: string | undefined): number => (text !== undefined && /^\d+$/.test(text) ? Number(text) : Number.NaN)

function nodeOf(items: readonly Item[]): ClusterNode {
  const addresses = new Map<number, string>()
  for (const item of items) {
    const link = item.kind === 'line' && item.key !== undefined ? linkOfKey(item.key) : undefined
    if (item.kind === 'line' && link !== undefined) addresses.set(link, item.value ?? '')
  }
  const votes = valueOf(items, 'quorum_votes')
  return {
    name: valueOf(items, 'name') ?? '',
    nodeId: numberOf(valueOf(items, 'nodeid')),
    votes: votes === undefined ? 1 : numberOf(votes),
    addresses,
  }
}

function deviceOf(items: readonly Item[]): QuorumDevice | undefined {
  const [device] = sectionsOf(items, 'quorum').flatMap(quorum => sectionsOf(quorum.items, 'device'))
  if (!device) return undefined
  const net = sectionsOf(device.items, 'net')[0]?.items ?? []
  const votes = valueOf(device.items, 'votes')
  const [host, algorithm, tls] = [valueOf(net, 'host'), valueOf(net, 'algorithm'), valueOf(net, 'tls')]
  return {
    model: valueOf(device.items, 'model') ?? '',
    ...(votes !== undefined && { votes: numberOf(votes) }),
    ...(host !== undefined && { host }),
    ...(algorithm !== undefined && { algorithm }),
    ...(tls !== undefined && { tls }),
  }
}

/** Reads a corosync.conf. Fails only where it is no text of that form: what is wrong in it is for `problemsOf` to say. */
export function readClusterConfig(text: string): ClusterConfig {
  const document = parseDocument(text)
  const totem = sectionsOf(document, 'totem').flatMap(section => section.items)
  const version = valueOf(totem, 'config_version')
  const links = sectionsOf(totem, 'interface').map(({ items }): [number, number | undefined] => {
    const priority = valueOf(items, 'knet_link_priority')
    return [numberOf(valueOf(items, 'linknumber') ?? '0'), priority === undefined ? undefined : numberOf(priority)]
  })
  const nodes = sectionsOf(document, 'nodelist').flatMap(list => sectionsOf(list.items, 'node'))
  return {
    name: valueOf(totem, 'cluster_name') ?? '',
    version: version === undefined ? 0 : numberOf(version),
    nodes: nodes.map(({ items }) => nodeOf(items)),
    links: new Map(links),
    device: deviceOf(document),
    document,
  }
}

/** The totem section as plain data; sections of interfaces by their link number. */
export function totemOf({ document }: Pick<ClusterConfig, 'document'>): Record<string, unknown> {
  const totem: Record<string, unknown> = {}
  const interfaces: Record<string, Record<string, string>> = {}
  for (const item of sectionsOf(document, 'totem').flatMap(section => section.items)) {
    if (item.kind === 'line') {
      if (item.key !== undefined) totem[item.key] = item.value
    } else if (item.name === 'interface') {
      const lines = item.items.filter(one => one.kind === 'line').filter(one => one.key !== undefined)
      interfaces[valueOf(item.items, 'linknumber') ?? '0'] = Object.fromEntries(lines.map(({ key, value }) => [key, value]))
    }
  }
  return { ...totem, ...(Object.keys(interfaces).length > 0 && { interface: interfaces }) }
}
