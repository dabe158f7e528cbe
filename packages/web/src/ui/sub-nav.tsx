import { Link } from '@tanstack/react-router'
import { classNames } from './class-names.ts'
import type { TabLinksProps } from './tab-links.tsx'

/** Links to the parts of one tab: a column at its left, a line above it on a phone. */
export function SubNav({ label, tabs, value }: TabLinksProps) {
  return (
    <nav aria-label={label} className="flex shrink-0 gap-0.5 overflow-x-auto md:w-36 md:flex-col md:overflow-visible">
      {tabs.map(tab => (
        <Link
          key={tab.id}
          to={tab.to}
          aria-current={tab.id === value ? 'page' : undefined}
          className={classNames(
            'flex h-(--control) shrink-0 items-center rounded-md px-2.5 whitespace-nowrap',
            tab.id === value ? 'bg-selected font-medium text-accent' : 'text-muted hover:bg-hover hover:text-text',
          )}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  )
}
