import { Menu as Base } from '@base-ui/react/menu'
import type { LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import { classNames } from './class-names.ts'
import type { MenuAnchor } from './menu-anchor.ts'

export interface MenuAction {
  readonly label: string
  readonly icon?: LucideIcon
  readonly onSelect: () => void
  readonly danger?: boolean
  /** Why it cannot be used: it stands there disabled with this text below it. */
  readonly disabledReason?: string | undefined
  /** Draws a line above. */
  readonly separated?: boolean
  /** A choice that is on or off. */
  readonly checked?: boolean
}

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement
  readonly actions: readonly MenuAction[]
  readonly align?: 'start' | 'end'
}

/** Actions that open from a button. */
export function Menu({ trigger, actions, align = 'end' }: MenuProps) {
  return (
    <Base.Root modal={false}>
      <Base.Trigger render={trigger} />
      <MenuPopup actions={actions} align={align} />
    </Base.Root>
  )
}

export interface ContextMenuProps {
  /** What the actions are for: for screen readers. */
  readonly label: string
  readonly anchor: MenuAnchor
  readonly actions: readonly MenuAction[]
  readonly onClose: () => void
}

/** Actions for a row or an object, at the pointer or below the row. It is open as long as it is there. */
export const ContextMenu = ({ label, anchor, actions, onClose }: ContextMenuProps) => (
  <Base.Root modal={false} open onOpenChange={open => open || onClose()}>
    <MenuPopup label={label} anchor={anchor} actions={actions} align="start" />
  </Base.Root>
)

interface MenuPopupProps {
  readonly label?: string
  readonly anchor?: MenuAnchor
  readonly actions: readonly MenuAction[]
  readonly align: 'start' | 'end'
}

const MenuPopup = ({ label, anchor, actions, align }: MenuPopupProps) => (
  <Base.Portal>
    <Base.Positioner {...(anchor && { anchor })} align={align} sideOffset={4} className="z-50">
      <Base.Popup
        aria-label={label}
        className="max-h-(--available-height) max-w-[min(24rem,95vw)] min-w-48 overflow-y-auto rounded-lg bg-raised p-1 shadow-panel outline-none"
      >
        {actions.map(({ separated, ...action }, index) => (
          <MenuItem key={action.label} {...action} separated={separated === true && index > 0} />
        ))}
      </Base.Popup>
    </Base.Positioner>
  </Base.Portal>
)

function MenuItem({ label, icon: Icon, onSelect, danger, disabledReason, separated, checked }: MenuAction) {
  return (
    <>
      {separated && <Base.Separator className="my-1 h-px bg-line" />}
      <Base.Item
        disabled={disabledReason !== undefined}
        onClick={onSelect}
        {...(checked !== undefined && { role: 'menuitemcheckbox', 'aria-checked': checked })}
        className={classNames(
          'flex min-h-(--control) cursor-pointer items-center gap-2 rounded-md px-2.5 outline-none select-none data-disabled:cursor-not-allowed data-highlighted:bg-hover',
          danger && 'text-bad',
        )}
      >
        {Icon && <Icon size={16} aria-hidden className="shrink-0 text-muted" />}
        <span className={classNames('flex-1', disabledReason !== undefined && 'text-muted')}>
          {label}
          {disabledReason !== undefined && <span className="block text-[0.86em]">{disabledReason}</span>}
        </span>
        {checked !== undefined && <span aria-hidden>{checked ? '✓' : ''}</span>}
      </Base.Item>
    </>
  )
}
