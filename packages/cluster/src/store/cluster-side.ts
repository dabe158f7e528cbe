import { readClusterConfig } from '../corosync-conf/index.ts'
import type { HubValue } from '../event-hub.ts'
import type { TreeState } from '../state/tree-state.ts'
import type { Hub } from './hub.ts'
import type { ReplicaSequencer } from './replica-sequencer.ts'

/** A node as the others see it. */
export interface MemberState {
  readonly nodeId: number
  readonly online: boolean
  /** Whether it has been online or offline, since when; seconds since 1970. */
  readonly since: number
}

export interface QuorumStanding {
  readonly quorate: boolean
  /** Whether writes are made here: see Phase. */
  readonly phase: string
}

const gatherMs = 40
const configFile = 'corosync.conf'

/** What a node that is down published last. */
interface Absent {
  readonly node: number
  /** When it was lost; seconds since 1970. */
  readonly since: number
  readonly hub: readonly HubValue[]
}

interface Side {
  readonly hub?: readonly HubValue[]
  readonly absent?: readonly Absent[]
}

interface Standing {
  readonly online: boolean
  readonly since: number
  /** It was here, or somebody told of it who had seen it. */
  readonly seen: boolean
}

/** The address of a node's first link, if it has one. */
function firstOf(nodeId: number, addresses: ReadonlyMap<number, string>): [number, string][] {
  const first = addresses.get(Math.min(...addresses.keys()))
  return first === undefined ? [] : [[nodeId, first]]
}

/** What the side needs of the order of changes. */
export type SideSequencer = Pick<ReplicaSequencer, 'nodeId' | 'view' | 'quorate' | 'phase' | 'tell' | 'onApplied' | 'nodesAre'>

/** What the stores of a cluster tell each other beside the ordered changes: the values of their hubs, and who is there. */
export class ClusterSide {
  #hub: Hub
  #tree: Pick<TreeState, 'find' | 'content'>
  #sequencer: SideSequencer
  #now: () => number
  #names = new Map<number, string>()
  #view = new Set<number>()
  #waiting: HubValue[] = []
  #timer: NodeJS.Timeout | undefined
  #standings = new Map<number, Standing>()

  constructor(hub: Hub, tree: Pick<TreeState, 'find' | 'content'>, sequencer: SideSequencer, now = Date.now) {
    this.#hub = hub
    this.#tree = tree
    this.#sequencer = sequencer
    this.#now = now
    hub.onPublished(values => this.#tell(values))
    sequencer.onApplied(({ paths }) => {
      if (paths.includes(configFile)) this.nodesChanged()
    })
    this.nodesChanged()
  }

  get quorate(): boolean {
    return this.#sequencer.quorate
  }

  get nodeId(): number {
    return this.#sequencer.nodeId
  }

  isOnline(name: string): boolean {
    return [...this.#names].some(([nodeId, one]) => one === name && this.#view.has(nodeId))
  }

  /** Another node's values. */
  take(from: number, value: unknown): void {
    if (from === this.#sequencer.nodeId) return
    const { hub, absent } = value as Side
    if (hub) this.#hub.take(hub, from)
    if (absent) for (const one of absent) this.#takeAbsent(one)
  }

  /** The membership may have changed. */
  look(): void {
    const { view, nodeId } = this.#sequencer
    const before = this.#view
    const joined = [...view].filter(node => !before.has(node) && node !== nodeId)
    this.#view = new Set(view)
    for (const node of joined) this.#hub.nodeReturned(node, () => this.#view.has(node))
    if (joined.length) {
      this.#tell(this.#hub.own())
      // Of those who were here already one tells those who come of the others that were.
      const stayed = [...view].filter(node => before.has(node) || node === nodeId)
      if (Math.min(...stayed) === nodeId) this.#tellAbsent()
    }
    this.#publish()
  }

  nodesChanged(): void {
    const entry = this.#tree.find(configFile)
    if (!entry) return
    try {
      const text = Buffer.from(this.#tree.content(entry.ino)).toString()
      const { nodes } = readClusterConfig(text)
      const names = new Map(nodes.map(({ nodeId, name }) => [nodeId, name]))
      for (const node of this.#names.keys()) if (!names.has(node)) this.#hub.forget(node)
      this.#names = names
      this.#sequencer.nodesAre(new Map(nodes.flatMap(({ nodeId, addresses }) => firstOf(nodeId, addresses))))
    } catch {
      // Half a file, or nonsense, says nothing: the nodes are those that there were before.
      return
    }
    this.#publish()
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #publish(): void {
    const members = [...this.#names].map(([nodeId, name]): HubValue => {
      const { online, since } = this.#standing(nodeId)
      const data: MemberState = { nodeId, online, since }
      return { kind: 'member', id: name, path: `/nodes/${name}`, data }
    })
    const { quorate, phase } = this.#sequencer
    const quorum: QuorumStanding = { quorate, phase }
    const left = this.#hub.state.values('member').values()
    const gone = [...left].filter(({ id }) => ![...this.#names.values()].includes(id)).map(value => ({ ...value, data: null }))
    // As this node sees it: every node has its own opinion.
    this.#hub.keep([...members, ...gone, { kind: 'cluster', id: 'quorum', path: '/', data: quorum }])
  }

  #standing(nodeId: number): Standing {
    const online = this.#view.has(nodeId)
    const before = this.#standings.get(nodeId)
    if (before?.online === online) return before
    const now = { online, since: Math.floor(this.#now() / 1000), seen: online || before !== undefined }
    this.#standings.set(nodeId, now)
    return now
  }

  #tellAbsent(): void {
    const absent = [...this.#names.keys()].flatMap((node): Absent[] => {
      const { online, since, seen } = this.#standing(node)
      return online || !seen ? [] : [{ node, since, hub: this.#hub.of(node) }]
    })
    if (absent.length) this.#sequencer.tell({ absent } satisfies Side)
  }

  /** Who saw a node longer knows more of it. */
  #takeAbsent({ node, since, hub }: Absent): void {
    const known = this.#standing(node)
    if (known.online || node === this.#sequencer.nodeId || (known.seen && known.since >= since)) return
    this.#standings.set(node, { online: false, since, seen: true })
    this.#hub.takeLast(hub, node)
    this.#publish()
  }

  #tell(values: readonly HubValue[]): void {
    this.#waiting.push(...values.map(({ here: _here, ...value }) => value))
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      const hub = this.#waiting
      this.#waiting = []
      this.#sequencer.tell({ hub } satisfies Side)
    }, gatherMs)
  }
}
