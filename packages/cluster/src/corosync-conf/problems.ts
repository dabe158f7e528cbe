import { canonicalIp } from '@quorate/schema'
import { sectionsOf, valueOf } from './document.ts'
import type { ClusterConfig, ClusterNode } from './cluster-config.ts'

/** More than these, corosync was not made for. */
export const mostNodes = 32
/** Links of a cluster are numbered 0 to 7. */
export const mostLinks = 8
const largestNodeId = 2 ** 31 - 1
const nodeName = /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/
const hostName = /^[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,251}[a-zA-Z0-9])?$/

/** One text for each address, so that the same one is known again. */
const canonical = (address: string) => canonicalIp(address) ?? address.toLowerCase()
const isWhole = (value: number, least: number, most: number) => Number.isInteger(value) && value >= least && value <= most
const numbers = (links: Iterable<number>) => [...links].toSorted((a, b) => a - b).join(', ')

function nodeProblems(node: ClusterNode): string[] {
  const called = node.name === '' ? `the node with nodeid ${node.nodeId}` : `node '${node.name}'`
  const found: string[] = []
  if (!nodeName.test(node.name)) found.push(`${called} has no valid name (letters, digits and hyphens, at most 63)`)
  if (!isWhole(node.nodeId, 1, largestNodeId)) found.push(`${called}: nodeid is not a number from 1 to ${largestNodeId}`)
  if (!isWhole(node.votes, 0, 0xffff)) found.push(`${called}: quorum_votes is not a number from 0`)
  if (node.addresses.size === 0) found.push(`${called} has no address (ring0_addr)`)
  for (const [link, address] of node.addresses) {
    if (link >= mostLinks) found.push(`${called}: ring${link}_addr - links are numbered 0 to ${mostLinks - 1}`)
    if (canonicalIp(address) === undefined && !hostName.test(address)) found.push(`${called}: ring${link}_addr '${address}' is no address`)
  }
  return found
}

/** What two nodes have in common that each must have for itself. */
function doubles(nodes: readonly ClusterNode[]): string[] {
  const found: string[] = []
  const owners = new Map<string, string>()
  const claim = (key: string, what: string, owner: string) => {
    const other = owners.get(key)
    if (other === undefined) owners.set(key, owner)
    else found.push(`${what} is given twice${other === owner ? ` to node '${owner}'` : `: to node '${other}' and to node '${owner}'`}`)
  }
  for (const { name, nodeId, addresses } of nodes) {
    claim(`name ${name.toLowerCase()}`, `the name '${name}'`, name)
    claim(`id ${nodeId}`, `nodeid ${nodeId}`, name)
    for (const address of addresses.values()) claim(`address ${canonical(address)}`, `the address ${address}`, name)
  }
  return found
}

function linkProblems({ nodes, links }: ClusterConfig): string[] {
  const [first, ...others] = nodes
  if (!first) return []
  const expected = numbers(first.addresses.keys())
  const found = others
    .filter(({ addresses }) => numbers(addresses.keys()) !== expected)
    .map(
      ({ name, addresses }) =>
        `node '${name}' has addresses for the links ${numbers(addresses.keys())}, node '${first.name}' for ${expected}`,
    )
  for (const [link, priority] of links) {
    if (!first.addresses.has(link)) found.push(`the section of interface ${link} is of no link: no node has ring${link}_addr`)
    if (priority !== undefined && !isWhole(priority, 0, 255)) found.push(`link ${link}: knet_link_priority is not a number from 0 to 255`)
  }
  return found
}

/** Everything that keeps a corosync.conf from being taken; empty: it is good. */
export function problemsOf(config: ClusterConfig): string[] {
  const totem = sectionsOf(config.document, 'totem').flatMap(section => section.items)
  const quorum = sectionsOf(config.document, 'quorum').flatMap(section => section.items)
  const transport = valueOf(totem, 'transport') ?? 'knet'
  const found: string[] = []
  if (valueOf(totem, 'version') !== '2') found.push("the section 'totem' has no 'version: 2'")
  if (config.name === '') found.push("the section 'totem' has no cluster_name")
  if (!isWhole(config.version, 1, Number.MAX_SAFE_INTEGER)) found.push('config_version is not a number from 1')
  if (transport !== 'knet') found.push(`transport '${transport}' is not supported: it has to be knet`)
  if (valueOf(quorum, 'provider') !== 'corosync_votequorum') found.push("the section 'quorum' has no 'provider: corosync_votequorum'")
  if (config.nodes.length === 0) found.push('there is no node in it')
  if (config.nodes.length > mostNodes) found.push(`it has ${config.nodes.length} nodes; at most ${mostNodes} can be in a cluster`)
  if (config.device && config.device.model !== 'net')
    found.push(`the quorum device has the model '${config.device.model}': it has to be net`)
  if (config.device && config.device.host === undefined) found.push('the quorum device has no host')
  return [...found, ...config.nodes.flatMap(nodeProblems), ...doubles(config.nodes), ...linkProblems(config)]
}
