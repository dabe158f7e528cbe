import { startupOrder } from '@quorate/contract/shared/startup'
import { compilePropertyString, Refusal } from '@quorate/schema'
import { parseGuestConfig } from '../config/guest-config.ts'
import type { IndexedGuest } from '../guest-index.ts'
import type { GuestPlace } from '../guest-path.ts'

/** What work on many guests needs to know of one. */
export interface BulkGuest extends GuestPlace {
  /** `VM 100`, `CT 101` */
  readonly label: string
  readonly onboot: boolean
  readonly template: boolean
  /** Place in the order of starts; undefined: after all that have one. */
  readonly order: number | undefined
  /** seconds until the next guest is started */
  readonly upSeconds: number
  /** seconds that it may take to shut down */
  readonly downSeconds: number | undefined
}

const startup = compilePropertyString(startupOrder)

/** Reads `onboot` and `startup` of a guest's config. A `startup` that cannot be read counts as none. */
export function bulkGuest({ kind, node, vmid, text }: IndexedGuest): BulkGuest {
  const { current } = parseGuestConfig(text)
  const parsed = startup.parse(current.get('startup') ?? '')
  const { order, up, down } = parsed instanceof Refusal ? {} : parsed
  return {
    kind,
    node,
    vmid,
    label: `${kind === 'lxc' ? 'CT' : 'VM'} ${vmid}`,
    onboot: current.get('onboot') === '1',
    template: current.get('template') === '1',
    order,
    upSeconds: up ?? 0,
    downSeconds: down,
  }
}
