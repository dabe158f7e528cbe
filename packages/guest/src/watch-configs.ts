import { placeOf, type GuestKind } from './guest-path.ts'
import type { GuestServices } from './services.ts'

/** Calls back for each guest of one kind that is created, removed, moved, locked or unlocked. */
export function watchConfigs(
  services: Pick<GuestServices, 'store' | 'guests'>,
  kind: GuestKind,
  changed: (vmid: number) => void,
): Disposable {
  const known = new Map<number, string>()
  return services.store.watch('nodes', path => {
    const place = placeOf(path)
    if (!place || place.kind !== kind) return
    const guest = services.guests.find(place.vmid)
    const state = guest ? `${guest.node} ${guest.summary.lock ?? ''}` : 'gone'
    if (known.get(place.vmid) === state) return
    known.set(place.vmid, state)
    changed(place.vmid)
  })
}

/** Guests of one kind on this node that were last told to run, and that this process does not know to run. */
export function wronglyRunning(
  { host, hub, guests }: Pick<GuestServices, 'host' | 'hub' | 'guests'>,
  kind: GuestKind,
  runs: (vmid: number) => boolean,
): number[] {
  const told: number[] = []
  for (const [id, { data }] of hub.values('guest')) {
    const state = data as { node?: string; status?: string } | null
    const other = guests.find(Number(id))
    if (state?.node !== host.root.node || state.status !== 'running' || runs(Number(id))) continue
    if (!other || other.kind === kind) told.push(Number(id))
  }
  return told
}
