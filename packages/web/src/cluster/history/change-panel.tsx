import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { taskAddress } from '../../addresses.ts'
import { upidTitle } from '../../tasks/task-title.ts'
import { useCall } from '../../api/use-call.ts'
import { Loading } from '../../shell/loading.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { Field } from '../../ui/field.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatShortTime } from '../../ui/format.ts'
import { Select } from '../../ui/select.tsx'
import { DiffLines } from './diff-lines.tsx'
import type { ChangeRow } from './history-view.tsx'

/** What one change made of a file, or what lies between any two of its revisions. The argument: `12/user.cfg`. */
export function ConfigChangePanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const at = argument.indexOf('/')
  const path = argument.slice(at + 1)
  const { data, error } = useCall('GET /cluster/config-history', { path, text: true, limit: 200 }, {})
  const rows = useMemo(() => data?.filter(row => row.path === path), [data, path])
  return (
    <SidePanel title={<bdi className="font-mono">{path}</bdi>} onClose={onClose} wide>
      {error && !data && <FailureNotice error={error} />}
      {rows ? <Revisions key={argument} rows={rows} chosen={Number(argument.slice(0, at))} /> : !error && <Loading />}
      {rows?.length === 0 && <p className="p-4 text-muted">{t`Nothing is known of this file.`}</p>}
    </SidePanel>
  )
}

/** `rows`: newest first. */
function Revisions({ rows, chosen }: { rows: readonly ChangeRow[]; chosen: number }) {
  const { t, i18n } = useLingui()
  const index = Math.max(
    0,
    rows.findIndex(({ revision }) => revision === chosen),
  )
  const [to, setTo] = useState(index)
  const [from, setFrom] = useState(index + 1)
  const row = rows[to]
  if (!row) return null
  const textAt = (position: number) => (rows[position]?.op === 'remove' ? '' : rows[position]?.text)
  const choices = rows.map(({ revision, time, user }, position) => ({
    value: String(position),
    label: `${revision} · ${formatShortTime(time)} · ${user ?? ''}`,
  }))
  const secret = row.op !== 'remove' && row.text === undefined
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">
      <div className="grid gap-3 md:grid-cols-2">
        <Field label={t`Before`}>
          {control => (
            <Select
              {...control}
              value={String(from)}
              onChange={value => setFrom(Number(value))}
              choices={[...choices, { value: String(rows.length), label: t`Nothing` }]}
            />
          )}
        </Field>
        <Field label={t`Afterwards`}>
          {control => <Select {...control} value={String(to)} onChange={value => setTo(Number(value))} choices={choices} />}
        </Field>
      </div>
      {row.task !== undefined && (
        <p>
          {t`Done by a task:`}{' '}
          <Link to={taskAddress(row.task)} title={row.task} className="break-words underline">
            <bdi>{upidTitle(i18n, row.task)}</bdi>
          </Link>
        </p>
      )}
      {secret ? (
        <p className="text-muted">{t`The contents of this file are secret, so they are not kept.`}</p>
      ) : (
        <DiffLines before={textAt(from) ?? ''} after={textAt(to) ?? ''} />
      )}
    </div>
  )
}
