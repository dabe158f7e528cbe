import type { Guest } from '../../live/guest.ts'

/** What every tab of a guest's page is given. */
export interface GuestTabProps {
  readonly guest: Guest
  /** What the address names inside the tab: a device, a snapshot. */
  readonly item: string | undefined
}
