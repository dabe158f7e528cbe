import type { ConfigReader, EventHub } from '@quorate/cluster'
import type { GuestIndex } from '../guest-index.ts'
import type { GuestPlace } from '../guest-path.ts'
import type { GuestState } from '../guest-state.ts'
import type { GuestPower, GuestTasks } from './guest-power.ts'

/** What work on many guests is made of. */
export interface BulkParts {
  readonly node: string
  readonly store: Pick<ConfigReader, 'read'>
  readonly guests: GuestIndex
  readonly powers: readonly GuestPower[]
  /** Tells how guests of other nodes are. */
  readonly hub?: Pick<EventHub, 'values'>
  /** Only in the process that runs tasks. */
  readonly tasks?: GuestTasks
}

export interface BulkServices extends BulkParts {
  readonly tasks: GuestTasks
  state(guest: GuestPlace): ReturnType<GuestPower['state']>
}

/** How a guest of another node is, as that node told last. */
function toldState({ hub }: BulkParts, { vmid, node }: GuestPlace): 'running' | 'paused' | undefined {
  const told = hub?.values('guest').get(String(vmid))?.data as GuestState | null | undefined
  if (told?.node !== node || told.status !== 'running') return undefined
  return told.qmpstatus === 'paused' || told.qmpstatus === 'suspended' ? 'paused' : 'running'
}

export function bulkServices(parts: BulkParts): BulkServices {
  const { tasks, powers, node } = parts
  if (!tasks) throw new Error('work on many guests belongs into the process that runs tasks')
  return {
    ...parts,
    tasks,
    // Of a kind that cannot be asked, the attempt tells.
    state: async guest =>
      guest.node === node ? await powers.find(power => power.kind === guest.kind)?.state(guest.vmid) : toldState(parts, guest),
  }
}
