import { cloneElement, type HTMLAttributes, type ReactElement, type ReactNode } from 'react'
import { useFetchedOnPress } from './use-fetched-on-press.ts'

export interface PopoverProps {
  /** The button that opens it. */
  readonly trigger: ReactElement<HTMLAttributes<HTMLElement>>
  /** What it is for, for screen readers and as its head. */
  readonly title: string
  readonly children: ReactNode
  readonly align?: 'start' | 'center' | 'end'
  readonly open?: boolean
  readonly onOpenChange?: (open: boolean) => void
  readonly className?: string
}

const fetchPopover = async () => (await import('./open-popover.tsx')).OpenPopover

/** Something small that opens from a button: choices, an explanation. Escape closes it. */
export function Popover(props: PopoverProps) {
  const { Fetched, handlers } = useFetchedOnPress(fetchPopover, props.open, () => props.onOpenChange?.(true))
  if (Fetched) return <Fetched {...props} />
  return cloneElement(props.trigger, { 'aria-haspopup': 'dialog', 'aria-expanded': false, ...handlers })
}
