/** A change that watchers are told of. `id` orders events of one stream and lets a client resume. */
export interface ServerEvent {
  /** `<epoch>-<sequence>` */
  readonly id: string
  /** `reset`: the stream begins here, or events were lost: read anew what is of interest, then follow. */
  readonly type: 'guest' | 'metrics' | 'node' | 'storage' | 'task' | 'log' | 'config' | 'member' | 'cluster' | 'reset'
  /** Object paths (`/vms/100`) of which the caller needs an audit privilege to see this event. */
  readonly path: string
  readonly data: unknown
}
