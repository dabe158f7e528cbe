import type { GivingGuests } from '@quorate/guest'
import type { QemuServices } from '../../services.ts'
import { forgetBootEntry } from '../edit-config.ts'
import { placeHere } from '../place-here.ts'

/** A VM that gives a disk away to another. */
export function givingVms(services: QemuServices, vmid: number): GivingGuests {
  return { giver: placeHere(services, vmid), running: id => services.runtime.running(id), forget: forgetBootEntry }
}
