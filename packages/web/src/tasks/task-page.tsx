import { useLingui } from '@lingui/react/macro'
import { Link, useParams } from '@tanstack/react-router'
import { CircleStop } from 'lucide-react'
import { useState } from 'react'
import { guestAddress, nodeAddress } from '../addresses.ts'
import { useCall } from '../api/use-call.ts'
import { planned } from '../forms/planned-call.ts'
import { send } from '../forms/send.ts'
import { live } from '../live/live.ts'
import type { LiveTask } from '../live/tasks.ts'
import { Loading } from '../shell/loading.tsx'
import { Page } from '../shell/page.tsx'
import { useStore } from '../store.ts'
import { Button } from '../ui/button.tsx'
import { CopyText } from '../ui/copy-text.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { formatDuration, formatTime } from '../ui/format.ts'
import { TaskLog } from './task-log.tsx'
import { TaskState } from './task-columns.tsx'
import { taskTitle } from './task-title.ts'

const guestTask = /^(?:qm|vz)|^(?:vncproxy|spiceproxy|resize)$/

/** One task: how far it is, how it ended, its log, and what it worked on. */
export function TaskPage() {
  const { t, i18n } = useLingui()
  const { upid = '' } = useParams({ strict: false }) as { upid?: string }
  const node = upid.split(':')[1] ?? ''
  const { guests } = useStore(live.inventory)
  const told = useStore(live.tasks).find(task => task.upid === upid)
  const asked = useCall('GET /nodes/{node}/tasks/{upid}/status', { node, upid }, { enabled: node !== '' })
  const [failure, setFailure] = useState<unknown>()
  if (asked.error && !told) {
    return (
      <Page title={t`Task`}>
        <FailureNotice error={asked.error} onRetry={() => void asked.refetch()} />
      </Page>
    )
  }
  const task: LiveTask | undefined =
    told ??
    (asked.data &&
      ({
        ...asked.data,
        ...(asked.data.status === 'stopped'
          ? { endtime: asked.data.starttime, status: asked.data.exitstatus ?? '' }
          : { status: undefined }),
      } as LiveTask))
  if (!task) return <Loading />
  const title = taskTitle(i18n, task)
  const stop = () => void send(planned('DELETE /nodes/{node}/tasks/{upid}', { node, upid })).catch(setFailure)
  const vmid = guestTask.test(task.type) && /^\d+$/.test(task.id) ? Number(task.id) : undefined
  const guestName = vmid === undefined ? undefined : guests.get(vmid)?.name
  return (
    <Page
      title={title}
      fill
      actions={
        task.endtime === undefined && (
          <Button icon={CircleStop} onClick={stop}>
            {t`Stop`}
          </Button>
        )
      }
    >
      {failure !== undefined && <FailureNotice error={failure} />}
      <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1.5 break-words md:grid-cols-[max-content_minmax(0,1fr)_max-content_minmax(0,1fr)]">
        <dt className="text-muted">{t`Result`}</dt>
        <dd className="min-w-0">
          <TaskState task={task} />
        </dd>
        <dt className="text-muted">{t`Node`}</dt>
        <dd>
          <Link to={nodeAddress(node)} className="text-accent hover:underline">
            {node}
          </Link>
        </dd>
        <dt className="text-muted">{t`Start`}</dt>
        <dd>{formatTime(task.starttime)}</dd>
        <dt className="text-muted">{t`User`}</dt>
        <dd className="truncate">
          <bdi>{task.user}</bdi>
        </dd>
        {told?.endtime !== undefined && (
          <>
            <dt className="text-muted">{t`Duration`}</dt>
            <dd>{formatDuration(told.endtime - told.starttime)}</dd>
          </>
        )}
        {vmid !== undefined && (
          <>
            <dt className="text-muted">{t`Guest`}</dt>
            <dd>
              <Link to={guestAddress(vmid)} className="text-accent hover:underline">
                {vmid} <bdi>{guestName}</bdi>
              </Link>
            </dd>
          </>
        )}
      </dl>
      <TaskLog node={node} upid={upid} running={task.endtime === undefined} tail={told?.log} />
      <details>
        <summary className="text-muted">{t`UPID`}</summary>
        <CopyText text={upid} />
      </details>
    </Page>
  )
}
