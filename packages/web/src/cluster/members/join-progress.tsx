import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import { clusterAddress, taskAddress } from '../../addresses.ts'
import { session } from '../../api/session.ts'
import { live } from '../../live/live.ts'
import { taskFailed } from '../../live/tasks.ts'
import { useStore } from '../../store.ts'
import { TaskProgress } from '../../tasks/task-progress.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useServerBack } from './use-server-back.ts'

/** The page begins anew with a login: key, users and certificate are the cluster's now. */
function loginAnew(): void {
  history.replaceState(null, '', clusterAddress('members'))
  session.end()
}

/** How far joining is, and what comes after it. */
export function JoinProgress({ upid, onBack }: { upid: string; onBack: () => void }) {
  const { t } = useLingui()
  const task = useStore(live.tasks).find(one => one.upid === upid)
  const { state } = useStore(live.connection)
  const { ended } = useStore(session)
  const failed = task?.endtime !== undefined && taskFailed(task)
  const done = task?.endtime !== undefined && !failed
  // The event of the end may be lost when the processes start anew.
  const away = !done && !failed && (state === 'lost' || ended === true)
  const back = useServerBack(done || away)
  const lines = task?.log?.tail ?? []
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
      {failed && (
        <Notice look="bad" title={t`The node has not joined`} actions={<Button onClick={onBack}>{t`Back`}</Button>}>
          <p className="break-words">{task.status}</p>
          <p>{t`What was done here and at the cluster has been taken back.`}</p>
        </Notice>
      )}
      {(done || away) && (
        <Notice
          look={done ? 'good' : 'info'}
          title={done ? t`This node is a member of the cluster now` : t`The services of this node start anew`}
        >
          <p>
            <Trans>
              Users, passwords of users and permissions are those of the cluster, the session that this page had is over, and the server
              shows another certificate: the browser may warn of it once.
            </Trans>
          </p>
          <Button look="primary" className="mt-2" disabled={!back} aria-busy={!back} onClick={loginAnew}>
            {back ? t`Log in again` : t`The services start anew…`}
          </Button>
        </Notice>
      )}
      {!done && !failed && !away && (
        <div role="status" className="flex flex-wrap items-center gap-3">
          <span className="font-medium">{task?.progress?.phase ?? t`Joining…`}</span>
          {task && <TaskProgress task={task} />}
        </div>
      )}
      {lines.length > 0 && (
        <ol aria-label={t`Log`} className="rounded-md border border-line p-2 font-mono text-[0.86em] break-words">
          {lines.map(({ n, t: text }) => (
            <li key={n}>{text}</li>
          ))}
        </ol>
      )}
      <Link to={taskAddress(upid)} className="self-start text-accent hover:underline">
        {t`Log of the whole`}
      </Link>
    </div>
  )
}
