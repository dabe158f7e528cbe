import { useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ApiFailure } from '../../api/api-failure.ts'
import type { AnswerOf } from '../../api/endpoints.ts'
import { Form } from '../../forms/form.tsx'
import { planned } from '../../forms/planned-call.ts'
import { savedWithUndo } from '../../forms/saved-with-undo.ts'
import { send } from '../../forms/send.ts'
import { useForm } from '../../forms/use-form.ts'
import { Loading } from '../../shell/loading.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatShortTime } from '../../ui/format.ts'
import { Notice } from '../../ui/notice.tsx'
import { readChange } from './change-argument.ts'
import { FileDiff } from './file-diff.tsx'

type Answer = AnswerOf<'POST /cluster/history/{revision}/revert'>

interface Wanted {
  readonly revision: number
  /** undefined: all files of the change */
  readonly path: string | undefined
}

const revert = ({ revision, path }: Wanted, more: { 'dry-run'?: boolean; force?: boolean; digest?: string }) =>
  planned('POST /cluster/history/{revision}/revert', { revision, ...(path !== undefined && { path }), ...more })

/** What would become of the files, asked anew when one of them changes. */
const usePreview = (wanted: Wanted, path: string) => {
  const vmid = /\/(?:qemu-server|lxc)\/(\d+)\.conf$/.exec(path)?.[1]
  return useQuery<Answer, ApiFailure>({
    queryKey: ['revert', wanted],
    queryFn: () => send(revert(wanted, { 'dry-run': true })),
    gcTime: 0,
    retry: false,
    meta: { watch: [vmid === undefined ? `/${path}` : `/vms/${vmid}`] },
  })
}

/** Takes a change back after a look at what that does. The argument: `12/user.cfg`. */
export function RevertPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const { revision, path } = readChange(argument)
  const form = useForm({
    initial: { force: false, only: false },
    calls: ({ force, only }) => [
      revert(
        { revision, path: only ? path : undefined },
        { ...(force && { force }), ...(preview.data && { digest: preview.data.digest }) },
      ),
    ],
    onDone([answer]) {
      const made = (answer as Answer).revision
      if (made !== undefined) savedWithUndo(t`Revision ${revision} is reverted`, [revert({ revision: made, path: undefined }, {})])
      onClose()
    },
  })
  const { force, only } = form.values
  const preview = usePreview({ revision, path: only ? path : undefined }, path)
  const { data, error, isPending } = preview
  const blocked = data !== undefined && data.since.length > 0 && !force
  return (
    <SidePanel title={t`Revert revision ${revision}`} onClose={onClose} wide>
      <Form
        form={form}
        action
        submitLabel={t`Revert`}
        disabledReason={error ? error.message : isPending ? t`Loading…` : blocked ? t`A file was changed since.` : undefined}
      >
        {path !== '' && (only || error || (data && data.changes.length > 1)) && (
          <Checkbox label={t`Only the file ${path}`} checked={only} onChange={value => form.set('only', value)} />
        )}
        {error && <FailureNotice error={error} onRetry={() => void preview.refetch()} />}
        {isPending && <Loading />}
        {data && data.since.length > 0 && (
          <Notice look="warn" title={t`Changed since`}>
            <ul className="list-disc pl-4">
              {data.since.map(row => (
                <li key={row.path} className="break-words">
                  <bdi className="font-mono text-[0.93em]">{row.path}</bdi>:{' '}
                  {t`revision ${row.revision} by ${row.user}, ${formatShortTime(row.time)}`}
                </li>
              ))}
            </ul>
            <div className="mt-2">
              <Checkbox
                label={t`Revert all the same: those changes are lost`}
                checked={force}
                onChange={value => form.set('force', value)}
              />
            </div>
          </Notice>
        )}
        {data?.notes.map(note => (
          <Notice key={note}>{note}</Notice>
        ))}
        {data && (
          <>
            <p className="text-muted">{t`This is what will become of the files. It is a change of its own and can be reverted too.`}</p>
            {data.changes.map(change => (
              <FileDiff key={change.path} change={change} named />
            ))}
          </>
        )}
      </Form>
    </SidePanel>
  )
}
