import { must, run } from './run.ts'
import type { LabMachine } from './lab-place.ts'

/** Link 0 carries everything; link 1 is there as a second ring or for migrations. */
export const linkCount = 2
/** Last byte of the machine's own address on link 0. */
const hostNumber = 254

export const addressOf = (lab: number, link: number, number: number) => `10.99.${lab + link * 100}.${number}`
export const hostAddress = (lab: number) => addressOf(lab, 0, hostNumber)
const prefix = (lab: number) => `ql${lab}`
export const bridgeName = (lab: number, link: number) => `${prefix(lab)}br${link}`
export const portName = (lab: number, machine: LabMachine, link: number) => `${prefix(lab)}n${machine.number}l${link}`
/** Of nftables, for what is cut. */
const tableName = (lab: number) => prefix(lab)

const nft = (commands: readonly string[]) => must(['nft', '-f', '-'], commands.map(command => `${command}\n`).join(''))

/** Bridges with the machine's own address, and the table that knows what is cut. */
export async function makeNetwork(lab: number): Promise<void> {
  for (let link = 0; link < linkCount; link++) {
    const bridge = bridgeName(lab, link)
    // No one but the machines of the lab is on it: there are no loops to look for, and nobody to ask for multicast.
    await must(['ip', 'link', 'add', bridge, 'type', 'bridge', 'stp_state', '0', 'forward_delay', '0', 'mcast_snooping', '0'])
    await must(['ip', 'link', 'set', bridge, 'up'])
  }
  await must(['ip', 'address', 'add', `${hostAddress(lab)}/24`, 'dev', bridgeName(lab, 0)])
  const table = tableName(lab)
  await nft([
    `add table bridge ${table}`,
    `add set bridge ${table} cut { type ifname . ifname ; }`,
    `add chain bridge ${table} forward { type filter hook forward priority 0 ; }`,
    `add rule bridge ${table} forward iifname . oifname @cut drop`,
  ])
}

/** Removes what is there of it. */
export async function removeNetwork(lab: number): Promise<void> {
  const shown = JSON.parse((await must(['ip', '-j', 'link', 'show'])) || '[]') as { ifname: string }[]
  const own = new RegExp(`^${prefix(lab)}(?:br|n\\d+l)\\d+$`)
  for (const { ifname } of shown.filter(({ ifname }) => own.test(ifname))) await run(['ip', 'link', 'delete', ifname])
  await run(['nft', 'delete', 'table', 'bridge', tableName(lab)])
}

/** Gives a machine its cards: veth pairs, of which one end is in its network. */
export async function plugIn(lab: number, machine: LabMachine, pid: number): Promise<void> {
  for (let link = 0; link < linkCount; link++) {
    const port = portName(lab, machine, link)
    // The one from before its power went away may still be on its way out.
    await run(['ip', 'link', 'delete', port])
    await must(['ip', 'link', 'add', port, 'type', 'veth', 'peer', 'name', `eth${link}`, 'netns', String(pid)])
    await must(['ip', 'link', 'set', port, 'master', bridgeName(lab, link), 'up'])
  }
}

/** One direction: nothing of `from` reaches `to`. */
export interface Cut {
  readonly from: LabMachine
  readonly to: LabMachine
}

export async function cutNetwork(lab: number, cuts: readonly Cut[], links: readonly number[]): Promise<void> {
  const elements = cuts.flatMap(({ from, to }) => links.map(link => `"${portName(lab, from, link)}" . "${portName(lab, to, link)}"`))
  if (elements.length > 0) await nft([`add element bridge ${tableName(lab)} cut { ${elements.join(', ')} }`])
}

/** A bucket of some milliseconds, at least two packets; what would wait for longer than half a second is lost. */
const slowly = (mbit: number) => [
  'tbf',
  'rate',
  `${mbit}mbit`,
  'burst',
  String(Math.max(4096, Math.round(mbit * 1250))),
  'latency',
  '500ms',
]

/** Slows down what a network card sends. */
export const slowCard = (card: string, mbit: number): string[] => ['tc', 'qdisc', 'replace', 'dev', card, 'root', ...slowly(mbit)]

export const fastAgain = (card: string): string[] => ['tc', 'qdisc', 'delete', 'dev', card, 'root']

/** Of all labs. */
export async function slowedPorts(): Promise<Set<string>> {
  const shown = JSON.parse((await must(['tc', '-j', 'qdisc', 'show'])) || '[]') as { kind: string; dev: string }[]
  return new Set(shown.filter(({ kind }) => kind === 'tbf').map(({ dev }) => dev))
}

export async function healNetwork(lab: number): Promise<void> {
  await nft([`flush set bridge ${tableName(lab)} cut`])
}

/** Pairs of ports that are cut, as nftables lists them. */
export async function cutPairs(lab: number): Promise<string[]> {
  const listed = await must(['nft', 'list', 'set', 'bridge', tableName(lab), 'cut'])
  return [...listed.matchAll(/"([^"]+)" \. "([^"]+)"/g)].map(([, from, to]) => `${from} to ${to}`)
}
