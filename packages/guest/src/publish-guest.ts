import type { GuestKind } from './guest-path.ts'
import type { GuestState } from './guest-state.ts'
import type { GuestServices } from './services.ts'

/** What a guest that runs says of itself. */
export interface RunningState {
  readonly pid: number
  /** milliseconds since 1970 */
  readonly begun: number
  /** `running`, `paused`, ... */
  readonly status: string
}

/** Tells every watcher at once how a guest of this node is. A guest without a config is told to be gone. `running` undefined: it does not run */
export function publishGuest(
  services: Pick<GuestServices, 'host' | 'hub' | 'guests'>,
  kind: GuestKind,
  vmid: number,
  running: RunningState | undefined,
): void {
  const { node } = services.host.root
  const guest = services.guests.find(vmid)
  const value = { kind: 'guest', id: String(vmid), path: `/vms/${vmid}` } as const
  if (!guest) return services.hub.publish([{ ...value, data: null }])
  if (guest.node !== node || guest.kind !== kind) return
  const lock = guest.summary.lock
  const state: GuestState = {
    node,
    status: running ? 'running' : 'stopped',
    qmpstatus: running?.status ?? 'stopped',
    ...(running ? { pid: running.pid, since: Math.floor(running.begun / 1000) } : {}),
    ...(lock ? { lock } : {}),
  }
  services.hub.publish([{ ...value, data: state }])
}
