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

interface Side {
  readonly hub: readonly HubValue[]
}

/** What the stores of a cluster tell each other beside the ordered changes: the values of their hubs, and who is there. */
export class ClusterSide {
  #hub: Hub
  #tree: TreeState
  #sequencer: ReplicaSequencer
  #names = new Map<number, string>()
  #view = new Set<number>()
  #waiting: HubValue[] = []
  #timer: NodeJS.Timeout | undefined
  #since = new Map<number, { online: boolean; since: number }>()

  constructor(hub: Hub, tree: TreeState, sequencer: ReplicaSequencer) {
    this.#hub = hub
    this.#tree = tree
    this.#sequencer = sequencer
    hub.onPublished(values => this.#tell(values))
    sequencer.onApplied(({ paths }) => {
      if (paths.includes(configFile)) this.nodesChanged()
    })
    this.nodesChanged()
  }

  /** Another node's values. */
  take(from: number, value: unknown): void {
    if (from !== this.#sequencer.nodeId) this.#hub.take((value as Side).hub, from)
  }

  /** The membership may have changed. */
  look(): void {
    const view = this.#sequencer.view
    const joined = [...view].filter(node => !this.#view.has(node) && node !== this.#sequencer.nodeId)
    this.#view = new Set(view)
    for (const node of joined) this.#hub.nodeReturned(node)
    if (joined.length) this.#tell(this.#hub.own())
    this.#publish()
  }

  nodesChanged(): void {
    const entry = this.#tree.find(configFile)
    if (!entry) return
    try {
      const text = Buffer.from(this.#tree.content(entry.ino)).toString()
      this.#names = new Map(readClusterConfig(text).nodes.map(({ nodeId, name }) => [nodeId, name]))
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
      const data: MemberState = { nodeId, ...this.#standing(nodeId) }
      return { kind: 'member', id: name, path: `/nodes/${name}`, data }
    })
    const { quorate, phase } = this.#sequencer
    const quorum: QuorumStanding = { quorate, phase }
    const left = this.#hub.state.values('member').values()
    const gone = [...left].filter(({ id }) => ![...this.#names.values()].includes(id)).map(value => ({ ...value, data: null }))
    // As this node sees it: every node has its own opinion.
    this.#hub.keep([...members, ...gone, { kind: 'cluster', id: 'quorum', path: '/', data: quorum }])
  }

  #standing(nodeId: number): { online: boolean; since: number } {
    const online = this.#view.has(nodeId)
    const before = this.#since.get(nodeId)
    if (before?.online === online) return before
    const now = { online, since: Math.floor(Date.now() / 1000) }
    this.#since.set(nodeId, now)
    return now
  }

  #tell(values: readonly HubValue[]): void {
    this.#waiting.push(...values)
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      const hub = this.#waiting
      this.#waiting = []
      this.#sequencer.tell({ hub } satisfies Side)
    }, gatherMs)
  }
}
