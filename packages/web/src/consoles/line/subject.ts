import { live } from '../../live/live.ts'
import type { OpenConsole } from '../../shell/console-store.ts'
import type { Presence, Subject } from './line.ts'

/** The guest or node of a console, as the inventory knows it. A node that does not answer may be back any moment. */
export function subjectOf({ vmid }: OpenConsole): Subject {
  return {
    subscribe: live.inventory.subscribe,
    presence(): Presence {
      if (vmid === undefined) return 'there'
      const { guests, loaded } = live.inventory.get()
      if (!loaded) return 'unknown'
      const guest = guests.get(vmid)
      if (!guest) return 'gone'
      return guest.status === 'stopped' || guest.status === 'suspended' ? 'off' : 'there'
    },
  }
}
