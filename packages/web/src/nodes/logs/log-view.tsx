import { useLingui } from '@lingui/react/macro'
import { memo, useLayoutEffect, useRef } from 'react'
import type { LogLine } from './use-log.ts'

export interface LogViewProps {
  readonly label: string
  readonly lines: readonly LogLine[]
  /** Only lines with this in them, whatever their case. */
  readonly search: string
  readonly loading: boolean
  readonly atStart: boolean
  readonly onOlder: () => void
}

/** pixels from an end within which one is taken to be there */
const near = 60

const stamp = /^([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) (\S+ )/

const Line = memo(({ text, search }: { text: string; search: string }) => {
  const head = stamp.exec(text)
  const rest = head ? text.slice(head[0].length) : text
  const at = search === '' ? -1 : rest.toLowerCase().indexOf(search.toLowerCase())
  return (
    <div className="px-3 break-words whitespace-pre-wrap hover:bg-hover">
      {head && <span className="text-muted">{head[1]} </span>}
      {at < 0 ? (
        rest
      ) : (
        <>
          {rest.slice(0, at)}
          <mark className="rounded-sm bg-warn-surface text-warn">{rest.slice(at, at + search.length)}</mark>
          {rest.slice(at + search.length)}
        </>
      )}
    </div>
  )
})

/** A log: stays at its end while lines come, keeps its place while older ones are put above. */
export function LogView({ label, lines, search, loading, atStart, onOlder }: LogViewProps) {
  const { t } = useLingui()
  const box = useRef<HTMLDivElement>(null)
  const place = useRef({ atEnd: true, fromEnd: 0, first: 0 })
  const first = lines[0]?.key ?? 0
  useLayoutEffect(() => {
    const { current } = box
    if (!current) return
    const { atEnd, fromEnd, first: before } = place.current
    if (atEnd) current.scrollTop = current.scrollHeight
    else if (first < before) current.scrollTop = current.scrollHeight - fromEnd
    place.current.first = first
  }, [lines, first, search])
  const shown = search === '' ? lines : lines.filter(({ text }) => text.toLowerCase().includes(search.toLowerCase()))
  return (
    <div
      ref={box}
      role="log"
      aria-label={label}
      aria-live="off"
      tabIndex={0}
      onScroll={event => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget
        place.current = { ...place.current, atEnd: scrollHeight - scrollTop - clientHeight < near, fromEnd: scrollHeight - scrollTop }
        if (scrollTop < near && lines.length > 0) onOlder()
      }}
      className="min-h-40 flex-1 overflow-y-auto rounded-lg border border-line bg-surface py-2 font-mono text-[0.86em] leading-[1.45] [overflow-anchor:none] -outline-offset-2"
    >
      <p className="px-3 text-muted">
        {loading ? t`Loading…` : shown.length === 0 ? t`No line fits.` : atStart ? t`The log begins here.` : t`Scroll up for older lines.`}
      </p>
      {shown.map(line => (
        <Line key={line.key} text={line.text} search={search} />
      ))}
    </div>
  )
}
