/**
 * Changes of a corosync.conf, each from a text to a text: what was not changed stays as a person wrote it, and
 * config_version grows by one with every change. Each fails with a Failure that says what is wrong, and with which node.
 */
import { Failure } from '@quorate/schema/failure'
import { append, ensureSection, innerIndent, newSection, remove, removeValue, setValue } from './change-document.ts'
import { linkOfKey, readClusterConfig, type ClusterConfig, type QuorumDevice } from './cluster-config.ts'
import { printDocument, sectionsOf, valueOf, type Document, type Section } from './document.ts'
import { problemsOf } from './problems.ts'

/** Address of a node for one link. */
export interface LinkAddress {
  readonly link: number
  readonly address: string
  /** Of the link, for all nodes: the highest that works is used. */
  readonly priority?: number
}

export interface NewNode {
  readonly name: string
  /** Left out: one more than the highest there is, so that a number is not given again while anybody remembers it. */
  readonly nodeId?: number
  readonly votes?: number
  readonly links: readonly LinkAddress[]
}

export interface NewCluster {
  readonly name: string
  readonly node: NewNode
  /** milliseconds for each node more than two */
  readonly tokenCoefficient?: number
}

/** Milliseconds without a sign of life until the others are asked: a node is gone after some two and a half of it. */
const tokenMs = 1000
/** Rounds of the token in which nobody sent anything, after which it rests: with corosync's own 30 it takes a third more processor time for a change. */
const idleRounds = 1

function nodeSection(node: NewNode & { nodeId: number }, indent: string): Section {
  return newSection(
    'node',
    [
      ['name', node.name],
      ['nodeid', node.nodeId],
      ['quorum_votes', node.votes ?? 1],
      ...sorted(node.links).map(({ link, address }): [string, string] => [`ring${link}_addr`, address]),
    ],
    indent,
  )
}

const sorted = (links: readonly LinkAddress[]) => links.toSorted((a, b) => a.link - b.link)

/** The corosync.conf of a cluster of one node. */
export function createConfig({ name, node, tokenCoefficient = 125 }: NewCluster): string {
  const links = sorted(node.links)
  const interfaces = links.map(({ link, priority }): [string, [string, number][]] => [
    'interface',
    [...(priority === undefined ? [] : [['knet_link_priority', priority] as [string, number]]), ['linknumber', link]],
  ])
  const blank = { kind: 'line', text: '' } as const
  const nodelist = newSection('nodelist', [], '')
  nodelist.items.push(nodeSection({ ...node, nodeId: node.nodeId ?? 1 }, '  '))
  const totem = newSection(
    'totem',
    [
      ['cluster_name', name],
      ['config_version', 1],
      ...interfaces,
      ['ip_version', 'ipv4-6'],
      ['link_mode', 'passive'],
      ['secauth', 'on'],
      ['seqno_unchanged_const', idleRounds],
      ['token', tokenMs],
      ['token_coefficient', tokenCoefficient],
      ['version', 2],
    ],
    '',
  )
  const logging = newSection(
    'logging',
    [
      ['debug', 'off'],
      ['to_syslog', 'yes'],
    ],
    '',
  )
  const quorum = newSection('quorum', [['provider', 'corosync_votequorum']], '')
  return checked(`cannot create cluster '${name}'`, [logging, blank, nodelist, blank, quorum, blank, totem, blank])
}

/** Prints it when it is good. */
function checked(attempt: string, document: Document): string {
  const text = printDocument(document)
  const problems = problemsOf(readClusterConfig(text))
  if (problems.length > 0) throw new Failure(`${attempt}: ${problems.join('; ')}`)
  return text
}

function edit(text: string, attempt: string, change: (document: Document, config: ClusterConfig) => void): string {
  const config = readClusterConfig(text)
  const before = problemsOf(config)
  if (before.length > 0) throw new Failure(`${attempt}: corosync.conf has to be put right first: ${before.join('; ')}`)
  const document = config.document as Document
  change(document, config)
  setValue(totemOf(document), 'config_version', config.version + 1)
  return checked(attempt, document)
}

const totemOf = (document: Document) => sectionsOf(document, 'totem').at(-1) ?? ensureSection(document, 'totem', '')
const listOf = (document: Document) => sectionsOf(document, 'nodelist').at(-1) ?? ensureSection(document, 'nodelist', '')
const hasName = (section: Section, name: string) => valueOf(section.items, 'name')?.toLowerCase() === name.toLowerCase()

/** Only another config_version. */
export function bumpVersion(text: string): string {
  return edit(text, 'cannot raise config_version', () => undefined)
}

/** `replace`: a node of that name may be there; it is taken out first, and its number is kept when none is given. */
export function addNode(text: string, node: NewNode, { replace = false } = {}): string {
  return edit(text, `cannot add node '${node.name}'`, (document, config) => {
    const present = config.nodes.find(({ name }) => name.toLowerCase() === node.name.toLowerCase())
    if (present && !replace) throw new Failure(`cannot add node '${node.name}': a node of that name is in the cluster already`)
    if (present) takeOut(document, present.name)
    const nodeId = node.nodeId ?? present?.nodeId ?? Math.max(0, ...config.nodes.map(one => one.nodeId)) + 1
    const list = listOf(document)
    const indent = sectionsOf(list.items, 'node')[0] ? innerIndent(list) : '  '
    append(list.items, nodeSection({ ...node, nodeId }, indent))
    for (const { link, priority } of node.links) if (priority !== undefined) setPriority(document, link, priority, config)
  })
}

function takeOut(document: Document, name: string): void {
  for (const list of sectionsOf(document, 'nodelist'))
    remove(list.items, item => item.kind === 'section' && item.name === 'node' && hasName(item, name))
}

/** A priority is of the link, for all nodes: one that is set already stays. */
function setPriority(document: Document, link: number, priority: number, { links }: ClusterConfig): void {
  const present = links.get(link)
  if (present !== undefined && present !== priority)
    throw new Failure(`link ${link} has the priority ${present} for all nodes: ${priority} cannot be chosen for one of them`)
  setValue(interfaceOf(totemOf(document), link), 'knet_link_priority', priority)
}

function interfaceOf(totem: Section, link: number): Section {
  const found = sectionsOf(totem.items, 'interface').find(({ items }) => (valueOf(items, 'linknumber') ?? '0') === String(link))
  if (found) return found
  const made = newSection('interface', [['linknumber', link]], innerIndent(totem))
  const last = totem.items.findLastIndex(item => item.kind === 'section' && item.name === 'interface')
  if (last >= 0) totem.items.splice(last + 1, 0, made)
  else append(totem.items, made)
  return made
}

export function removeNode(text: string, name: string): string {
  const attempt = `cannot remove node '${name}'`
  return edit(text, attempt, (document, { nodes }) => {
    if (!nodes.some(node => node.name.toLowerCase() === name.toLowerCase()))
      throw new Failure(`${attempt}: there is none of that name in the cluster (nodes: ${nodes.map(node => node.name).join(', ')})`)
    if (nodes.length === 1) throw new Failure(`${attempt}: it is the only one - 'docs/guides/clusters.md' says how to end a cluster`)
    takeOut(document, name)
  })
}

/** Addresses of all nodes, by name, in the place of those that they had; sections of links that are gone go too. */
export function setLinks(text: string, links: ReadonlyMap<string, readonly LinkAddress[]>): string {
  return edit(text, 'cannot change the links', (document, config) => {
    const used = new Set<number>()
    const totem = totemOf(document)
    for (const node of listOf(document).items.filter(item => item.kind === 'section')) {
      const wanted = sorted(links.get(valueOf(node.items, 'name') ?? '') ?? [])
      const kept = new Set(wanted.map(({ link }) => `ring${link}_addr`))
      remove(node.items, item => item.kind === 'line' && item.key !== undefined && linkOfKey(item.key) !== undefined && !kept.has(item.key))
      for (const { link, address, priority } of wanted) {
        used.add(link)
        setValue(node, `ring${link}_addr`, address)
        if (priority !== undefined) setValue(interfaceOf(totem, link), 'knet_link_priority', priority)
      }
    }
    for (const link of config.links.keys()) if (!used.has(link)) remove(totem.items, item => isInterface(item, link))
  })
}

const isInterface = (item: Document[number], link: number) =>
  item.kind === 'section' && item.name === 'interface' && (valueOf(item.items, 'linknumber') ?? '0') === String(link)

/** An arbiter outside of the cluster. `votes` undefined: as many as all nodes but one, as its algorithm wants it. */
export function addDevice(text: string, device: Required<Pick<QuorumDevice, 'host' | 'algorithm'>> & Pick<QuorumDevice, 'votes'>): string {
  return edit(text, 'cannot add the quorum device', (document, { device: present }) => {
    if (present) throw new Failure(`cannot add the quorum device: there is one already, at ${present.host}`)
    const quorum = ensureSection(document, 'quorum', '')
    const { algorithm, host, votes } = device
    const net = [
      ['algorithm', algorithm],
      ['host', host],
      ['tls', 'on'],
    ] as const
    const content = [['model', 'net'], ['net', net], ...(votes === undefined ? [] : [['votes', votes] as const])] as const
    quorum.items.unshift(newSection('device', content, innerIndent(quorum)))
    // A cluster of two alone needs these; with an arbiter they would let one node go on without asking it.
    removeValue(quorum, 'two_node')
  })
}

export function removeDevice(text: string): string {
  return edit(text, 'cannot remove the quorum device', (document, { device }) => {
    if (!device) throw new Failure('cannot remove the quorum device: there is none')
    for (const quorum of sectionsOf(document, 'quorum')) remove(quorum.items, item => item.kind === 'section' && item.name === 'device')
  })
}
