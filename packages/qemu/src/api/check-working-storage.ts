import type { Call } from '@quorate/contract'
import type { QemuServices } from '../services.ts'

/** The storage that clients name for what an import unpacks. Disks are read inside of their archive, so it is only checked. */
export function checkWorkingStorage({ storage }: Pick<QemuServices, 'storage'>, call: Call, name: string | undefined): void {
  if (name === undefined) return
  call.authorize(`/storage/${name}`, 'Datastore.AllocateSpace')
  storage.usable(name, 'images')
}
