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
