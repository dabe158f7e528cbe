import { useLingui } from '@lingui/react/macro'
import { CircleAlert } from 'lucide-react'

export interface SummaryLine {
  /** The section it leads to. */
  readonly section: string
  readonly label: string
  readonly text: string
  /** Something in this section was refused. */
  readonly wrong?: boolean
}

const goTo = (section: string) => {
  document.getElementById(section)?.scrollIntoView({ block: 'start' })
  document.getElementById(`${section}-title`)?.focus({ preventScroll: true })
}

/** What is about to be created, in short; each line leads to its section. */
export function Summary({ lines }: { lines: readonly SummaryLine[] }) {
  const { t } = useLingui()
  return (
    <nav aria-label={t`Summary`} className="flex flex-col gap-1">
      <h3 className="px-2 font-semibold">{t`Summary`}</h3>
      {lines.map(line => (
        <button
          key={line.section + line.label}
          type="button"
          onClick={() => goTo(line.section)}
          className="flex flex-col rounded-md px-2 py-1 text-left hover:bg-hover"
        >
          <span className="flex items-center gap-1.5 text-[0.86em] text-muted">
            {line.wrong && <CircleAlert size={14} aria-label={t`Refused`} className="text-bad" />}
            {line.label}
          </span>
          <bdi className="line-clamp-3 break-words">{line.text}</bdi>
        </button>
      ))}
    </nav>
  )
}
