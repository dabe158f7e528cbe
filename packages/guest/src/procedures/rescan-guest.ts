import type { Author } from '@quorate/cluster'
import { changeGuestConfig, readGuestConfig } from '../change-config.ts'
import { wordOf, type GuestPlace } from '../guest-path.ts'
import type { GuestServices } from '../services.ts'
import { editForRescan } from '../volumes/edit-for-rescan.ts'

/** Brings the config up to date with what the storages hold of the guest. Answers what was found; `dryRun` changes nothing. */
export async function rescanGuest(
  services: Pick<GuestServices, 'store' | 'storage'>,
  author: Author,
  place: GuestPlace,
  dryRun: boolean,
): Promise<string[]> {
  const guest = `${wordOf(place)} ${place.vmid}`
  const { config } = readGuestConfig(services.store, place)
  const volumes = await services.storage.ownedBy(place.vmid)
  const found = editForRescan(config, guest, volumes)
  if (dryRun || found.length === 0) return found
  let entered: string[] = []
  await changeGuestConfig(services.store, author, place, {}, present => {
    entered = editForRescan(present, guest, volumes)
  })
  return entered
}
