import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Bookmark, ChevronRight } from 'lucide-react'
import { viewSearch } from '../query/view-search.ts'
import { preferences } from '../settings/preferences.ts'
import { useStore } from '../store.ts'

/** Queries that the user has given a name. */
export function TreeViews() {
  const { t } = useLingui()
  const { views } = useStore(preferences)
  if (views.length === 0) return null
  return (
    <details open className="group shrink-0 px-1 pb-1">
      <summary className="flex h-7 list-none items-center gap-1.5 rounded-md pl-1 font-medium hover:bg-hover coarse:h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight size={15} aria-hidden className="m-0.5 shrink-0 group-open:rotate-90" />
        {t`Saved views`}
        <span className="ml-auto pr-2 text-muted tabular-nums">{views.length}</span>
      </summary>
      <ul className="max-h-48 overflow-y-auto">
        {views.map(view => (
          <li key={view.name}>
            <Link
              to="/guests"
              search={viewSearch(view.url)}
              activeProps={{ className: 'bg-selected' }}
              activeOptions={{ exact: true, includeSearch: true }}
              className="flex h-7 items-center gap-1.5 rounded-md pr-2 pl-7 hover:bg-hover coarse:h-11"
            >
              <Bookmark size={14} aria-hidden className="shrink-0 text-muted" />
              <bdi className="truncate">{view.name}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  )
}
