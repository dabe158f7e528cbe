import { Menu as Base } from '@base-ui/react/menu'
import { classNames } from './class-names.ts'
import type { MenuAnchor } from './menu-anchor.ts'
import type { ContextMenuProps, MenuAction, MenuProps } from './menu.tsx'

/** A menu that is open when it first appears: its button was pressed before it was here. */
export function OpenMenu({ trigger, actions, align = 'end' }: MenuProps) {
  return (
    <Base.Root modal={false} defaultOpen>
      <Base.Trigger render={trigger} />
      <MenuPopup actions={actions} align={align} />
    </Base.Root>
  )
}

/** A menu without a button, open as long as it is there. */
export const OpenContextMenu = ({ label, anchor, actions, onClose }: ContextMenuProps) => (
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
