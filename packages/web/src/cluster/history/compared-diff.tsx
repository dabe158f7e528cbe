import { useLingui } from '@lingui/react/macro'
import { useCall } from '../../api/use-call.ts'
import { Loading } from '../../shell/loading.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { DiffLines } from './diff-lines.tsx'

/** What lies between two revisions of a file; `from` 0: between nothing and the later one. */
export function ComparedDiff({ path, from, to }: { path: string; from: number; to: number }) {
  const { t } = useLingui()
  const { data, error } = useCall('GET /cluster/history/{revision}/text', { revision: to, path, against: from })
  if (error && !data) return <FailureNotice error={error} />
  if (!data) return <Loading />
  return (
    <>
      <p className="text-muted">
        {from === 0 ? t`All that the file said after revision ${to}` : t`From revision ${from} to revision ${to}`}
      </p>
      <DiffLines diff={data.diff} />
    </>
  )
}
