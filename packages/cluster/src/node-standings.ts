import type { EventHub } from './event-hub.ts'
import type { MemberState } from './store/cluster-side.ts'

/** Whether a node of the cluster answers, as this one sees it. */
export interface NodeStanding {
  readonly online: boolean
  /** Since when it is so, in seconds since 1970; undefined: a machine alone. */
  readonly since?: number
  /** Of a node that is down: seconds since it was there last. What is known of it is as old. */
  readonly age?: number
}

/** All nodes by their names in alphabetical order, this one among them; `now`: seconds since 1970. */
export function nodeStandings(hub: Pick<EventHub, 'values'>, own: string, now: number): ReadonlyMap<string, NodeStanding> {
  const standings = new Map<string, NodeStanding>([[own, { online: true }]])
  for (const [name, { data }] of hub.values('member')) {
    const { online, since } = data as MemberState
    // Cut off from the others it answers all the same.
    const answers = online || name === own
    standings.set(name, { online: answers, since, ...(!answers && { age: Math.max(0, now - since) }) })
  }
  return new Map([...standings].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
