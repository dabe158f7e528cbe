import { Popover as Base } from '@base-ui/react/popover'
import type { PopoverProps } from './popover.tsx'

/** A popover that is open when it first appears: its button was pressed before it was here. */
export function OpenPopover({ trigger, title, children, align = 'end', open, onOpenChange, className = 'w-80' }: PopoverProps) {
  return (
    <Base.Root {...(open === undefined ? { defaultOpen: true } : { open })} onOpenChange={next => onOpenChange?.(next)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup
            className={`flex max-h-[min(34rem,80vh)] max-w-[calc(100vw-1rem)] flex-col gap-2 overflow-y-auto rounded-lg bg-raised p-3 shadow-panel outline-none ${className}`}
          >
            <Base.Title className="font-semibold">{title}</Base.Title>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
