import type { ConfigReader } from '@quorate/cluster'
import type { GuestIndex } from '../guest-index.ts'
import type { GuestPlace } from '../guest-path.ts'
import type { GuestPower, GuestTasks } from './guest-power.ts'

/** What work on many guests is made of. */
export interface BulkParts {
  readonly node: string
  readonly store: Pick<ConfigReader, 'read'>
  readonly guests: GuestIndex
  readonly powers: readonly GuestPower[]
  /** Only in the process that runs tasks. */
  readonly tasks?: GuestTasks
}

export interface BulkServices extends BulkParts {
  readonly tasks: GuestTasks
  state(guest: GuestPlace): ReturnType<GuestPower['state']>
}

export function bulkServices(parts: BulkParts): BulkServices {
  const { tasks, powers } = parts
  if (!tasks) throw new Error('work on many guests belongs into the process that runs tasks')
  return {
    ...parts,
    tasks,
    // Of a kind that cannot be asked, the attempt tells.
    state: async guest => await powers.find(power => power.kind === guest.kind)?.state(guest.vmid),
  }
}
