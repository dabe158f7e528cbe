/**
 * Short-lived values beside the files: guest states, node statistics, running tasks. Published by one process, seen by
 * all; never written to disk. The hub lives in the store's process. Every value has an object path for permission.
 */
export interface HubValue {
  readonly kind: 'guest' | 'metrics' | 'node' | 'storage' | 'task' | 'log' | 'member' | 'cluster'
  /** `pve` (member: whether the node takes part; node: what it uses), `quorum` (cluster), `100` (guest: its state; metrics: what it uses), `pve`, `pve/local`, a UPID, `12:pve/runner` (log: one of its newest lines) */
  readonly id: string
  /** Object path that decides who may see it: `/vms/100` */
  readonly path: string
  /** Plain data, or null: gone. */
  readonly data: unknown
  /** More of it, for this node: it does not travel to the others. */
  readonly here?: unknown
}

export interface HubEvent extends Omit<HubValue, 'kind'> {
  readonly sequence: number
  /** seconds since 1970 */
  readonly time: number
  /** `config`: a committed change of the tree (id = path of the file, data = {revision}). */
  readonly kind: HubValue['kind'] | 'config'
  /** New numbers of something that was there before: soon replaced by the next, and so not kept for `replay`. */
  readonly passing?: true
  /** Another node publishes it from now on. */
  readonly elsewhere?: true
}

export interface EventHub {
  /** Changes with every start of the hub: sequences of different epochs cannot be compared. */
  readonly epoch: string
  /** Of the newest event that this process knows. */
  readonly sequence: number
  publish(values: readonly HubValue[]): void
  /** The present values of one kind (a local replica). */
  values(kind: HubValue['kind']): ReadonlyMap<string, HubValue>
  /** Events after `since`, but for passing ones, as far as the ring still holds them; undefined when it does not (the caller starts anew). */
  replay(since: number): readonly HubEvent[] | undefined
  subscribe(listener: (event: HubEvent) => void): Disposable
}
