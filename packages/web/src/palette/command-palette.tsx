import { useLingui } from '@lingui/react/macro'
import { Search } from 'lucide-react'
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { guestListAddress } from '../addresses.ts'
import { go } from '../go.ts'
import { closeOverlay } from '../shell/palette-store.ts'
import { classNames } from '../ui/class-names.ts'
import { bestEntries, type PaletteEntry } from './palette-entry.ts'
import { usePaletteEntries } from './use-palette-entries.ts'

const shown = 40
const enough = 12

/** Finds objects, places, actions and settings by a few letters. Arrows choose, Enter goes, Escape closes. */
export function CommandPalette() {
  const { t } = useLingui()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const [at, setAt] = useState(0)
  const { fixed, guests, verbs } = usePaletteEntries()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const before = useRef(document.activeElement)
  const found = useMemo(() => {
    if (wanted === '') return fixed.slice(0, shown)
    const first = bestEntries([...fixed, ...guests], wanted, shown)
    // What can be done with single guests comes when a verb was typed: names alone should show names.
    return first.length >= enough && !/\s/.test(wanted) ? first : [...first, ...bestEntries(verbs, wanted, shown - first.length)]
  }, [wanted, fixed, guests, verbs])
  const search: PaletteEntry = {
    id: 'search',
    group: 'action',
    title: t`List guests that fit “${wanted}”`,
    icon: Search,
    run: () => go(guestListAddress(wanted)),
  }
  const entries = wanted === '' ? found : [...found, search]
  useEffect(() => setAt(0), [wanted])
  useEffect(() => {
    const opener = before.current
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  useEffect(() => void box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }), [at])

  function choose(entry: PaletteEntry | undefined): void {
    if (!entry) return
    closeOverlay()
    entry.run()
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') setAt(Math.min(entries.length - 1, at + 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
    else if (event.key === 'Enter') choose(entries[at])
    else if (event.key === 'Escape') closeOverlay()
    else return
    event.preventDefault()
  }

  const groups: Readonly<Record<PaletteEntry['group'], string>> = {
    guest: t`Guest`,
    node: t`Node`,
    storage: t`Storage`,
    pool: t`Pool`,
    action: t`Action`,
    place: t`Page`,
    view: t`View`,
    task: t`Task`,
    document: t`Document`,
  }
  return (
    <div className="fixed inset-0 z-50" onPointerDown={event => event.target === event.currentTarget && closeOverlay()}>
      <div
        role="dialog"
        aria-label={t`Search everything`}
        className="absolute inset-x-0 top-0 mx-auto flex max-h-dvh flex-col bg-raised shadow-panel md:top-[10vh] md:max-h-[70vh] md:w-[40rem] md:rounded-lg"
      >
        <div className="flex items-center gap-2 border-b border-line px-3">
          <Search size={17} aria-hidden className="text-muted" />
          <input
            autoFocus
            type="text"
            role="combobox"
            aria-expanded
            aria-controls={`${id}-list`}
            aria-activedescendant={entries[at] ? `${id}-${at}` : undefined}
            aria-label={t`Search everything`}
            placeholder={t`Name, number, action, page`}
            autoComplete="off"
            spellCheck={false}
            value={text}
            onChange={event => setText(event.target.value)}
            onKeyDown={onKeyDown}
            className="h-12 flex-1 bg-transparent outline-none"
          />
          <button type="button" onClick={closeOverlay} className="rounded border border-line px-1.5 text-[0.86em] text-muted">
            Esc
          </button>
        </div>
        <div ref={box} id={`${id}-list`} role="listbox" aria-label={t`Found`} className="min-h-0 flex-1 overflow-y-auto p-1">
          {entries.map((entry, index) => (
            <div
              key={entry.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === at}
              onPointerMove={() => setAt(index)}
              onClick={() => choose(entry)}
              className={classNames(
                'flex min-h-(--control) cursor-pointer items-center gap-2.5 rounded-md px-2.5',
                index === at && 'bg-selected',
              )}
            >
              <entry.icon size={16} aria-hidden className="shrink-0 text-muted" />
              <bdi className="truncate">{entry.title}</bdi>
              {entry.detail !== undefined && <bdi className="truncate text-muted">{entry.detail}</bdi>}
              <span className="ml-auto shrink-0 text-[0.86em] text-muted">{groups[entry.group]}</span>
            </div>
          ))}
        </div>
      </div>
    </div>
  )
}
