import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import { parseQuery, termText, toggleTerm, type Term } from '../../query/parse-query.ts'
import { useStore } from '../../store.ts'
import { classNames } from '../../ui/class-names.ts'

const term = (field: string, value: string): Term => ({ field, operator: ':', value, negated: false })
const mostTags = 6

/** One press for what is asked for most; a second takes it out again. */
export function FilterChips({ query, guests, onChange }: { query: string; guests: readonly Guest[]; onChange: (query: string) => void }) {
  const { t } = useLingui()
  const present = new Set(parseQuery(query).map(termText))
  const { shape } = useStore(live.inventory)
  const tags = useMemo(() => {
    const counts = new Map<string, number>()
    for (const guest of guests) for (const tag of guest.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
    return [...counts]
      .toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
      .slice(0, mostTags)
      .map(([tag]) => tag)
    // Numbers change all the time, and no tag with them.
  }, [shape])
  const chips: readonly { readonly term: Term; readonly label: string }[] = [
    { term: term('status', 'running'), label: t`Running` },
    { term: term('status', 'stopped'), label: t`Stopped` },
    { term: term('type', 'vm'), label: t`VMs` },
    { term: term('type', 'ct'), label: t`Containers` },
    { term: term('is', 'template'), label: t`Templates` },
    { term: term('is', 'locked'), label: t`Locked` },
    { term: term('is', 'untagged'), label: t`Without a tag` },
    ...tags.map(tag => ({ term: term('tag', tag), label: `#${tag}` })),
  ]
  return (
    <div role="group" aria-label={t`Quick filters`} className="flex gap-1.5 overflow-x-auto pb-0.5 md:flex-wrap">
      {chips.map(chip => {
        const on = present.has(termText(chip.term))
        return (
          <button
            key={termText(chip.term)}
            type="button"
            aria-pressed={on}
            onClick={() => onChange(toggleTerm(query, chip.term))}
            className={classNames(
              'h-7 max-w-48 shrink-0 rounded-full border px-2.5 text-[0.93em] coarse:h-11 coarse:px-3.5',
              on ? 'border-accent bg-selected font-medium' : 'border-line bg-surface text-muted hover:border-strong hover:text-text',
            )}
          >
            <bdi className="block truncate">
              {on && '✓ '}
              {chip.label}
            </bdi>
          </button>
        )
      })}
    </div>
  )
}
