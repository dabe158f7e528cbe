import type { Guest } from '../../live/guest.ts'
import type { MenuAnchor } from '../../ui/menu-anchor.ts'
import { ContextMenu } from '../../ui/menu.tsx'
import { useGuestActions } from './use-guest-actions.ts'

export interface GuestContextMenuProps {
  readonly guest: Guest
  readonly anchor: MenuAnchor
  readonly onClose: () => void
}

/** What can be done to a guest, where it stands in a list or tree. */
export function GuestContextMenu({ guest, anchor, onClose }: GuestContextMenuProps) {
  const actions = useGuestActions(guest)
  return <ContextMenu label={`${guest.vmid} ${guest.name}`} anchor={anchor} actions={actions} onClose={onClose} />
}
