import type { PoolMembers } from '@quorate/access'
import { guestName, type GuestIndex } from '@quorate/guest'
import type { StorageService } from '@quorate/storage'

/** Rows of a pool's guests and storages, as far as they exist. */
export function poolMembers(guests: GuestIndex, storage: StorageService, node: string): PoolMembers {
  return (vmids, storages) => [
    ...vmids.flatMap(vmid => {
      const guest = guests.find(vmid)
      return guest ? [{ id: `${guest.kind}/${vmid}`, node: guest.node, type: guest.kind, vmid, name: guestName(guest) }] : []
    }),
    ...storages
      .filter(id => storage.entries().some(entry => entry.id === id))
      .map(id => ({ id: `storage/${node}/${id}`, node, type: 'storage' as const, storage: id })),
  ]
}
