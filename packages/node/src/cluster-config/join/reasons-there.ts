import type { LinkAddress } from '@quorate/cluster/corosync-conf'
import { canonicalIp, Failure, failureText } from '@quorate/schema'
import { foreignAddresses } from '../given-links.ts'
import { joinVersion } from '../join-version.ts'
import type { PeerClient } from './peer-client.ts'

/** Permissions between nodes are good for as long as tickets are, which are old in the eyes of a clock that is ahead. */
const mostClockSeconds = 30

interface NodeThere {
  readonly name: string
  readonly nodeid?: number
  readonly [ring: `ring${number}_addr`]: string | undefined
}

interface JoinInformation {
  readonly nodelist: readonly NodeThere[]
  readonly preferred_node: string
  readonly totem: { readonly cluster_name?: string }
}

/** What a peer says of its cluster, as far as joining needs it. */
export interface ClusterThere {
  readonly name: string
  readonly links: readonly LinkAddress[]
  readonly reasons: readonly string[]
}

const canonical = (address: string) => canonicalIp(address) ?? address.toLowerCase()
const linksOf = (node: NodeThere): number[] =>
  Object.keys(node).flatMap(key => {
    const digits = /^ring(\d+)_addr$/.exec(key)?.[1]
    return digits === undefined ? [] : [Number(digits)]
  })

/** Why this node cannot come into the peer's cluster, each reason in a sentence. Fails when the peer cannot be asked. */
export async function askPeer(
  client: PeerClient,
  node: string,
  given: readonly LinkAddress[],
  { force, nodeId, now }: { force: boolean; nodeId: number | undefined; now: () => number },
): Promise<ClusterThere> {
  const version = await client.call('GET', '/cluster/config/apiversion')
  if (Number(version) !== joinVersion)
    throw new Failure(
      `${client.peer.host} speaks version ${String(version)} of the join protocol, this node version ${joinVersion}: the same release of this product has to run on both`,
    )
  const information = (await client.call('GET', '/cluster/config/join')) as JoinInformation
  const nodes = information.nodelist
  const reasons: string[] = []
  const links = given.length > 0 ? given : [{ link: 0, address: await client.addressHere() }]
  const numbers = [...new Set(nodes.flatMap(linksOf))].toSorted((a, b) => a - b)
  const ours = links.map(({ link }) => link)
  if (numbers.join() !== ours.join())
    reasons.push(
      `the nodes of the cluster have addresses for the links ${numbers.join(', ')}: give ${numbers.map(link => `link${link}`).join(' and ')}`,
    )
  reasons.push(...(await foreignAddresses(links)))
  reasons.push(...takenThere(nodes, node, links, { force, nodeId }), ...(await clockReasons(client, information.preferred_node, now)))
  return { name: information.totem.cluster_name ?? '', links, reasons }
}

function takenThere(
  nodes: readonly NodeThere[],
  node: string,
  links: readonly LinkAddress[],
  { force, nodeId }: { force: boolean; nodeId: number | undefined },
): string[] {
  const reasons: string[] = []
  const present = nodes.find(({ name }) => name.toLowerCase() === node.toLowerCase())
  if (present && !force) {
    reasons.push(
      `a node '${present.name}' is in the cluster already: if that was this machine, 'pvecm delnode ${present.name}' there takes it out, or force replaces it`,
    )
  }
  const others = nodes.filter(one => one !== present)
  for (const { address } of links) {
    const owner = others.find(one => linksOf(one).some(link => canonical(one[`ring${link}_addr`] ?? '') === canonical(address)))
    if (owner) reasons.push(`the address ${address} is that of node '${owner.name}'`)
  }
  const same = nodeId === undefined ? undefined : others.find(one => one.nodeid === nodeId)
  if (same) reasons.push(`the node id ${nodeId} is that of node '${same.name}'`)
  return reasons
}

async function clockReasons(client: PeerClient, node: string, now: () => number): Promise<string[]> {
  const before = now()
  try {
    const { time } = (await client.call('GET', `/nodes/${encodeURIComponent(node)}/time`)) as { time: number }
    const apart = Math.round(Math.abs(time - (before + now()) / 2000))
    return apart > mostClockSeconds ? [`the clocks are ${apart} s apart: set them by the same time server (chrony) first`] : []
  } catch (error) {
    if (error instanceof Failure) return [`the clock of ${client.peer.host} cannot be asked for: ${failureText(error)}`]
    throw error
  }
}
