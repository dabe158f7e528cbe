import { useLingui } from '@lingui/react/macro'
import { Search } from 'lucide-react'
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { classNames } from '../../ui/class-names.ts'
import { TextInput } from '../../ui/text-field.tsx'
import { completeQuery, type Suggestion } from './complete-query.ts'
import { useFieldValues } from './use-field-values.ts'
import { useTypedQuery } from './use-typed-query.ts'

const suggestMs = 120

/** Where a query is typed; fields and values that occur are offered below it. */
export function QueryField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useLingui()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const query = useTypedQuery(input, value, onChange)
  const [asked, setAsked] = useState<{ readonly text: string; readonly caret: number }>()
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [active, setActive] = useState(-1)
  const values = useFieldValues()
  const suggestions = useMemo(() => (asked ? completeQuery(asked.text, asked.caret, values) : []), [asked, values])
  const open = suggestions.length > 0

  function put(suggestion: Suggestion): void {
    query.tell(suggestion.query)
    setActive(-1)
    setAsked(suggestion.kind === 'field' ? { text: suggestion.query, caret: suggestion.caret } : undefined)
    // The caret can only be set once the text is there.
    requestAnimationFrame(() => input.current?.setSelectionRange(suggestion.caret, suggestion.caret))
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const chosen = suggestions[active]
    if (event.key === 'ArrowDown' && open) setActive((active + 1) % suggestions.length)
    else if (event.key === 'ArrowUp' && open) setActive(active <= 0 ? suggestions.length - 1 : active - 1)
    else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) put(chosen)
    else if (event.key === 'Enter') query.tell()
    else if (event.key === 'Escape' && open) close()
    else if (event.key === 'Escape') return event.currentTarget.blur()
    else return
    event.preventDefault()
  }
  function follow(): void {
    const { value: text = '', selectionStart } = input.current ?? {}
    setAsked(selectionStart === null || selectionStart === undefined ? undefined : { text, caret: selectionStart })
    setActive(-1)
  }
  function close(): void {
    clearTimeout(waiting.current)
    setAsked(undefined)
  }
  useEffect(() => () => clearTimeout(waiting.current), [])
  return (
    <div
      className="relative min-w-52 flex-1"
      onBlur={() => {
        query.tell()
        close()
      }}
    >
      <Search size={15} aria-hidden className="pointer-events-none absolute top-1/2 left-2.5 z-1 -translate-y-1/2 text-muted" />
      <TextInput
        ref={input}
        type="search"
        role="combobox"
        aria-label={t`Filter guests`}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
        placeholder={t`Name, status:running, tag:prod, -pool:lab, cpu>50`}
        defaultValue={value}
        onChange={() => {
          query.type()
          // Fast writers look at suggestions when they stop.
          clearTimeout(waiting.current)
          waiting.current = setTimeout(follow, suggestMs)
        }}
        onClick={follow}
        onKeyDown={onKeyDown}
        className="pl-8"
      />
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={t`Suggestions`}
        hidden={!open}
        className="absolute inset-x-0 top-full z-30 mt-1 max-h-80 max-w-md overflow-y-auto rounded-lg bg-raised p-1 shadow-panel"
      >
        {suggestions.map((suggestion, index) => (
          <li
            key={suggestion.text}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            // The field keeps the focus.
            onPointerDown={event => event.preventDefault()}
            onClick={() => put(suggestion)}
            className={classNames(
              'flex min-h-(--control) cursor-pointer items-center rounded-md px-2.5',
              index === active ? 'bg-selected' : 'hover:bg-hover',
            )}
          >
            <bdi className={classNames('truncate', suggestion.kind === 'field' && 'font-mono text-[0.93em]')}>{suggestion.text}</bdi>
          </li>
        ))}
      </ul>
    </div>
  )
}
