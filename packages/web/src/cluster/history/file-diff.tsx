import { useLingui } from '@lingui/react/macro'
import type { AnswerOf } from '../../api/endpoints.ts'
import { DiffLines } from './diff-lines.tsx'

export type FileChange = AnswerOf<'GET /cluster/history/{revision}'>['changes'][number]

/** What a change makes of one file. */
export function FileDiff({ change, named }: { change: FileChange; named: boolean }) {
  const { t } = useLingui()
  const { op, path, source, diff } = change
  return (
    <section aria-label={path} className="flex min-w-0 shrink-0 flex-col gap-1.5">
      {named && (
        <h3 className="font-mono text-[0.93em] break-all">
          <bdi>{path}</bdi>
        </h3>
      )}
      {op === 'remove' && <p className="text-muted">{t`The file is removed.`}</p>}
      {op === 'rename' && source !== undefined && (
        <p className="break-all text-muted">
          {t`The file was called before:`} <bdi className="font-mono text-[0.93em]">{source}</bdi>
        </p>
      )}
      <DiffLines diff={diff} />
    </section>
  )
}
