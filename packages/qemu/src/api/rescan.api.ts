import { authorOf, rescanGuest } from '@quorate/guest'
import { implement, type Implementation } from '@quorate/contract'
import { qemuRescan } from '@quorate/contract/qemu/rescan'
import { placeHere } from '../procedures/place-here.ts'
import type { QemuServices } from '../services.ts'

export function qemuRescanApi(services: QemuServices): Implementation[] {
  return implement(qemuRescan, {
    async rescan(call, { vmid, dryrun }) {
      services.guests.require(services.host.root.node, 'qemu', vmid)
      return await rescanGuest(services, authorOf(call), placeHere(services, vmid), dryrun ?? false)
    },
  })
}
