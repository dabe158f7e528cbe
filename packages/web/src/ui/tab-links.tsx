import { Link } from '@tanstack/react-router'
import { useLayoutEffect, useRef } from 'react'
import { classNames } from './class-names.ts'

export interface TabLink {
  readonly id: string
  readonly label: string
  /** Its address. */
  readonly to: string
}

export interface TabLinksProps {
  readonly label: string
  readonly tabs: readonly TabLink[]
  /** Id of the one that is shown. */
  readonly value: string
}

/** The tabs of an object's page: each has an address of its own. */
export function TabLinks({ label, tabs, value }: TabLinksProps) {
  const nav = useRef<HTMLElement>(null)
  // On narrow screens the tabs scroll: the one that is shown must be seen.
  useLayoutEffect(() => {
    const shown = nav.current?.querySelector<HTMLElement>('[aria-current]')
    if (nav.current && shown) nav.current.scrollLeft = shown.offsetLeft - (nav.current.clientWidth - shown.clientWidth) / 2
  }, [value])
  return (
    <nav ref={nav} aria-label={label} className="relative flex shrink-0 gap-1 overflow-x-auto border-b border-line">
      {tabs.map(tab => (
        <Link
          key={tab.id}
          to={tab.to}
          aria-current={tab.id === value ? 'page' : undefined}
          className={classNames(
            'flex h-(--control) shrink-0 items-center border-b-2 px-2.5 whitespace-nowrap -outline-offset-2',
            tab.id === value ? 'border-accent font-medium' : 'border-transparent text-muted hover:text-text',
          )}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  )
}
