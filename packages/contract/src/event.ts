/** A change that watchers are told of. `id` orders events of one stream and lets a client resume. */
export interface ServerEvent {
  /** `<epoch>-<sequence>` */
  readonly id: string
  readonly type: 'guest' | 'node' | 'storage' | 'task' | 'config' | 'reset'
  /** Object paths (`/vms/100`) of which the caller needs an audit privilege to see this event. */
  readonly path: string
  readonly data: unknown
}
