import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { BookOpen, ChevronRight } from 'lucide-react'
import { documents } from 'virtual:documents'
import { documentAddress } from '../addresses.ts'
import { Page } from '../shell/page.tsx'

/** The guides. */
export function DocumentsPage() {
  const { t } = useLingui()
  return (
    <Page title={t`Guides`}>
      <ul className="max-w-3xl overflow-hidden rounded-lg border border-line bg-surface" lang="en">
        {documents.map(({ name, title, headings }) => (
          <li key={name} className="border-b border-line last:border-0">
            <Link to={documentAddress(name)} className="flex items-center gap-3 px-4 py-2.5 hover:bg-hover">
              <BookOpen size={18} aria-hidden className="shrink-0 text-muted" />
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{title}</span>
                <span className="block truncate text-muted">{headings.join(' · ')}</span>
              </span>
              <ChevronRight size={16} aria-hidden className="text-muted" />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
