import { useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { taskAddress } from '../../addresses.ts'
import type { AnswerOf } from '../../api/endpoints.ts'
import { useCall } from '../../api/use-call.ts'
import { Loading } from '../../shell/loading.tsx'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { upidTitle } from '../../tasks/task-title.ts'
import { Button } from '../../ui/button.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Field } from '../../ui/field.tsx'
import { formatShortTime, formatTime } from '../../ui/format.ts'
import { Select } from '../../ui/select.tsx'
import { readChange } from './change-argument.ts'
import { ComparedDiff } from './compared-diff.tsx'
import { FileDiff } from './file-diff.tsx'

type Change = AnswerOf<'GET /cluster/history/{revision}'>

/** What one change made of its files, and how a file differs from what it was at any other time. The argument: `12/user.cfg`. */
export function ConfigChangePanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const { revision, path } = readChange(argument)
  const { data, error } = useCall('GET /cluster/history/{revision}', { revision }, {})
  return (
    <SidePanel title={<bdi className="font-mono">{path || t`Revision ${revision}`}</bdi>} onClose={onClose} wide>
      {error && !data && (
        <div className="p-4">
          <FailureNotice error={error} />
        </div>
      )}
      {data ? <Shown key={argument} change={data} path={path} /> : !error && <Loading />}
      {data && (
        <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2.5">
          <Button icon={Undo2} onClick={() => openPanel('revert-change', argument)}>{t`Revert…`}</Button>
          <Button onClick={onClose}>{t`Close`}</Button>
        </div>
      )}
    </SidePanel>
  )
}

function Shown({ change, path }: { change: Change; path: string }) {
  const { t, i18n } = useLingui()
  const [other, setOther] = useState('')
  const { revision, time, user, node, task } = change
  const first = change.changes.find(one => one.path === path) ?? change.changes[0]
  const others = change.changes.filter(one => one !== first)
  const at = first?.path ?? path
  const secret = first?.diff === undefined
  const { data: revisions } = useCall('GET /cluster/history', { path: at, limit: 200 }, { enabled: !secret })
  const choices = (revisions ?? []).filter(row => row.path === at && row.revision !== revision)
  const against = Number(other)
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto p-4">
      <Facts>
        <Fact label={t`Changed`}>{formatTime(time)}</Fact>
        <Fact label={t`By`}>
          <bdi>{user === 'mount' ? t`mount (an edit by hand)` : user}</bdi>
        </Fact>
        <Fact label={t`On node`}>
          <bdi>{node}</bdi>
        </Fact>
        <Fact label={t`Revision`}>{revision}</Fact>
        {task !== undefined && (
          <Fact label={t`Task`}>
            <Link to={taskAddress(task)} title={task} className="break-words underline">
              <bdi>{upidTitle(i18n, task)}</bdi>
            </Link>
          </Fact>
        )}
      </Facts>
      {!secret && choices.length > 0 && (
        <Field label={t`Compare with`}>
          {control => (
            <Select
              {...control}
              value={other}
              onChange={setOther}
              choices={[
                { value: '', label: t`What it was before this change` },
                ...choices.map(row => ({
                  value: String(row.revision),
                  label: `${row.revision} · ${formatShortTime(row.time)} · ${row.user}`,
                })),
                { value: '0', label: t`Nothing` },
              ]}
            />
          )}
        </Field>
      )}
      {other === '' ? (
        first && <FileDiff change={first} named={false} />
      ) : (
        <ComparedDiff path={at} from={Math.min(against, revision)} to={Math.max(against, revision)} />
      )}
      {others.length > 0 && (
        <>
          <h3 className="font-semibold">{t`Changed in the same step`}</h3>
          {others.map(one => (
            <FileDiff key={one.path} change={one} named />
          ))}
        </>
      )}
    </div>
  )
}
