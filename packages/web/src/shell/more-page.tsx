import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { BookOpen, ChevronRight, Settings } from 'lucide-react'
import { areas } from './areas.ts'
import { Page } from './page.tsx'

/** The areas that have no room in a phone's bar. */
export function MorePage() {
  const { t, i18n } = useLingui()
  const rows = [
    ...areas.filter(area => !['/', '/guests', '/tasks'].includes(area.path)).map(area => ({ ...area, text: i18n._(area.label) })),
    { path: '/settings', text: t`Preferences`, icon: Settings },
    { path: '/docs', text: t`Guides`, icon: BookOpen },
  ]
  return (
    <Page title={t`More`}>
      <ul className="overflow-hidden rounded-lg border border-line bg-surface">
        {rows.map(({ path, text, icon: Icon }) => (
          <li key={path} className="border-b border-line last:border-0">
            <Link to={path} className="flex min-h-14 items-center gap-3 px-4 hover:bg-hover">
              <Icon size={19} aria-hidden className="text-muted" />
              <span className="flex-1">{text}</span>
              <ChevronRight size={17} aria-hidden className="text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
