import { useLingui } from '@lingui/react/macro'
import { Fragment, useMemo } from 'react'
import { diffHunks, type DiffRow } from './diff-rows.ts'

const looks: Readonly<Record<DiffRow['kind'], { readonly sign: string; readonly classes: string }>> = {
  same: { sign: ' ', classes: '' },
  added: { sign: '+', classes: 'bg-good-surface text-good' },
  removed: { sign: '−', classes: 'bg-bad-surface text-bad' },
  note: { sign: '', classes: 'text-muted' },
}

/** A unified diff: lines that came and went, by sign and colour. undefined: the texts are not kept. */
export function DiffLines({ diff }: { diff: string | undefined }) {
  const { t } = useLingui()
  const words: Readonly<Record<DiffRow['kind'], string>> = { same: '', added: t`added`, removed: t`removed`, note: '' }
  const hunks = useMemo(() => diffHunks(diff ?? ''), [diff])
  if (diff === undefined) return <p className="text-muted">{t`The contents of this file are secret, so they are not kept.`}</p>
  if (hunks.length === 0) return <p className="text-muted">{t`The text is the same.`}</p>
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={t`Differences`}
      className="shrink-0 overflow-x-auto rounded-lg border border-line bg-surface font-mono text-[0.86em] leading-5"
    >
      {hunks.map(({ line, rows }, index) => (
        <Fragment key={index}>
          {(index > 0 || line > 1) && (
            <div className="border-y border-line bg-hover px-2 text-muted first:border-t-0">{t`From line ${line}`}</div>
          )}
          {rows.map(({ kind, text }, at) => (
            <div key={at} className={`flex w-fit min-w-full px-2 whitespace-pre ${looks[kind].classes}`}>
              <span aria-hidden className="w-4 shrink-0 select-none">
                {looks[kind].sign}
              </span>
              {words[kind] !== '' && <span className="sr-only">{words[kind]}</span>}
              <bdi>{text}</bdi>
            </div>
          ))}
        </Fragment>
      ))}
    </div>
  )
}
