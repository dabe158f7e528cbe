import { formatShortTime } from '../ui/format.ts'
import { pathOf, type ChangeRow } from './change-row.ts'

interface PhoneChangeProps {
  readonly row: ChangeRow
  /** What was done with the file. */
  readonly word: string
  /** All are of one guest: its file is known. */
  readonly ofGuest: boolean
}

/** A change in two lines. */
export function PhoneChange({ row, word, ofGuest }: PhoneChangeProps) {
  const settings = row.settings?.join(', ')
  const path = <bdi className="font-mono text-[0.93em]">{pathOf(row)}</bdi>
  return (
    <div className="min-w-0">
      <div className="truncate">{ofGuest && settings !== undefined ? <bdi>{settings}</bdi> : path}</div>
      <div className="truncate text-muted">
        {formatShortTime(row.time)} · {word} · <bdi>{row.user}</bdi>
        {!ofGuest && settings !== undefined && (
          <>
            {' '}
            · <bdi>{settings}</bdi>
          </>
        )}
      </div>
    </div>
  )
}
