import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'

export interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactElement
  /** What it is for, for screen readers and as its head. */
  readonly title: string
  readonly children: ReactNode
  readonly align?: 'start' | 'center' | 'end'
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  readonly className?: string
}

/** Something small that opens from a button: choices, an explanation. Escape closes it. */
export function Popover({ trigger, title, children, align = 'end', open, onOpenChange, className = 'w-80' }: PopoverProps) {
  return (
    <Base.Root {...(open !== undefined && { open })} onOpenChange={next => onOpenChange?.(next)}>
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
