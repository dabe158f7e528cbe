import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { lineDiff, withoutSame, type DiffLine } from './line-diff.ts'

const looks: Readonly<Record<DiffLine['kind'], { readonly sign: string; readonly classes: string }>> = {
  same: { sign: ' ', classes: '' },
  added: { sign: '+', classes: 'bg-good-surface text-good' },
  removed: { sign: '−', classes: 'bg-bad-surface text-bad' },
}

/** What became of a text: lines that came and went, by sign and colour. */
export function DiffLines({ before, after }: { before: string; after: string }) {
  const { t } = useLingui()
  const words = { same: '', added: t`added`, removed: t`removed` }
  const parts = useMemo(() => withoutSame(lineDiff(before, after)), [before, after])
  if (before === after) return <p className="text-muted">{t`The text is the same.`}</p>
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={t`Differences`}
      className="overflow-x-auto rounded-lg border border-line bg-surface font-mono text-[0.86em] leading-5"
    >
      {parts.map((part, index) =>
        'skipped' in part ? (
          <div key={index} className="border-y border-line bg-hover px-2 text-muted first:border-t-0 last:border-b-0">
            {plural(part.skipped, { one: '# line unchanged', other: '# lines unchanged' })}
          </div>
        ) : (
          part.lines.map((line, at) => (
            <div key={`${index} ${at}`} className={`flex w-fit min-w-full px-2 whitespace-pre ${looks[line.kind].classes}`}>
              <span aria-hidden className="w-4 shrink-0 select-none">
                {looks[line.kind].sign}
              </span>
              {line.kind !== 'same' && <span className="sr-only">{words[line.kind]}</span>}
              <bdi>{line.text}</bdi>
            </div>
          ))
        ),
      )}
    </div>
  )
}
