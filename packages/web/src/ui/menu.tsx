import type { LucideIcon } from 'lucide-react'
import { cloneElement, lazy, Suspense, type HTMLAttributes, type ReactElement } from 'react'
import type { MenuAnchor } from './menu-anchor.ts'
import { useFetchedOnPress } from './use-fetched-on-press.ts'

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
  readonly trigger: ReactElement<HTMLAttributes<HTMLElement>>
  readonly actions: readonly MenuAction[]
  readonly align?: 'start' | 'end'
}

const fetchMenu = async () => (await import('./open-menu.tsx')).OpenMenu

/** Actions that open from a button. */
export function Menu(props: MenuProps) {
  const { Fetched, handlers } = useFetchedOnPress(fetchMenu, undefined, () => undefined)
  if (Fetched) return <Fetched {...props} />
  return cloneElement(props.trigger, { 'aria-haspopup': 'menu', 'aria-expanded': false, ...handlers })
}

export interface ContextMenuProps {
  /** What the actions are for: for screen readers. */
  readonly label: string
  readonly anchor: MenuAnchor
  readonly actions: readonly MenuAction[]
  readonly onClose: () => void
}

const FetchedContextMenu = lazy(async () => ({ default: (await import('./open-menu.tsx')).OpenContextMenu }))

/** Actions for a row or an object, at the pointer or below the row. It is open as long as it is there. */
export const ContextMenu = (props: ContextMenuProps) => (
  <Suspense fallback={null}>
    <FetchedContextMenu {...props} />
  </Suspense>
)
