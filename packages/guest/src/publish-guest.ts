import type { HubValue } from '@quorate/cluster'
import type { GuestKind } from './guest-path.ts'
import type { IndexedGuest } from './guest-index.ts'
import type { GuestState } from './guest-state.ts'
import type { GuestServices } from './services.ts'

type PublishServices = Pick<GuestServices, 'host' | 'hub' | 'guests'>

/** What a guest that runs says of itself. */
export interface RunningState {
  readonly pid: number
  /** milliseconds since 1970 */
  readonly begun: number
  /** `running`, `paused`, ... */
  readonly status: string
}

const valueOf = (vmid: number, data: GuestState | null): HubValue => ({ kind: 'guest', id: String(vmid), path: `/vms/${vmid}`, data })

function stateOf({ node, summary: { lock } }: IndexedGuest, running: RunningState | undefined): GuestState {
  return {
    node,
    status: running ? 'running' : 'stopped',
    qmpstatus: running?.status ?? 'stopped',
    ...(running ? { pid: running.pid, since: Math.floor(running.begun / 1000) } : {}),
    ...(lock ? { lock } : {}),
  }
}

/** Tells every watcher at once how a guest of this node is. A guest without a config is told to be gone. `running` undefined: it does not run */
export function publishGuest(services: PublishServices, kind: GuestKind, vmid: number, running: RunningState | undefined): void {
  const guest = services.guests.find(vmid)
  if (!guest) return services.hub.publish([valueOf(vmid, null)])
  if (guest.node !== services.host.root.node || guest.kind !== kind) return
  services.hub.publish([valueOf(vmid, stateOf(guest, running))])
}

/**
 * Tells of all guests of one kind on this node that do not run, and of those that were told of and are not there any
 * more: whoever looks while this node is down knows what they were.
 */
export function publishStopped({ host, hub, guests }: PublishServices, kind: GuestKind, runs: (vmid: number) => boolean): void {
  const { node } = host.root
  const stopped = guests.ofNode(node, kind).filter(({ vmid }) => !runs(vmid))
  const gone = [...hub.values('guest').values()].filter(
    ({ id, data }) => (data as GuestState).node === node && guests.find(Number(id)) === undefined,
  )
  hub.publish([...stopped.map(guest => valueOf(guest.vmid, stateOf(guest, undefined))), ...gone.map(({ id }) => valueOf(Number(id), null))])
}
