import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Camera } from 'lucide-react'
import { guestAddress } from '../../addresses.ts'
import { useCall } from '../../api/use-call.ts'
import { usePrivileges } from '../../api/use-privileges.ts'
import { live } from '../../live/live.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { useStore } from '../../store.ts'
import { TaskProgress } from '../../tasks/task-progress.tsx'
import { taskTitle } from '../../tasks/task-title.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { GuestTabProps } from '../guest/guest-tab.ts'
import { SnapshotDetails } from './snapshot-details.tsx'
import { SnapshotTree } from './snapshot-tree.tsx'
import { useSnapshots } from './use-snapshots.ts'

const snapshotTask = /^(?:qm|vz)(?:snapshot|delsnapshot|rollback)$/

/** The guest's snapshots: how they go on from each other, and what can be done with them. */
export function SnapshotsTab({ guest, item }: GuestTabProps) {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const openPanel = useOpenPanel()
  const { node, vmid, kind } = guest
  const { lines, loaded, error, refetch } = useSnapshots(guest)
  const has = usePrivileges(`/vms/${vmid}`)
  const tasks = useStore(live.tasks).filter(task => task.endtime === undefined && task.id === String(vmid) && snapshotTask.test(task.type))
  const { data: feature } = useCall(
    `GET /nodes/{node}/${kind}/{vmid}/feature`,
    { node, vmid, feature: 'snapshot' },
    { watch: [`/vms/${vmid}`, '/storage.cfg'] },
  )
  const selected = lines.find(({ name }) => name === item) ?? lines.find(({ now }) => now)
  const impossible = feature?.hasFeature === 0
  const reason = impossible
    ? t`A disk lies on a storage or in a format that cannot hold snapshots.`
    : has('VM.Snapshot')
      ? undefined
      : t`It needs VM.Snapshot on /vms/${vmid}.`
  if (error && !loaded) return <FailureNotice error={error} onRetry={() => void refetch()} />
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <Button icon={Camera} look="primary" disabledReason={reason} onClick={() => openPanel('snapshot', String(vmid))}>
          {t`Take snapshot`}
        </Button>
        {tasks.map(task => (
          <span key={task.upid} role="status" className="flex items-center gap-2">
            {taskTitle(i18n, task)}
            <TaskProgress task={task} />
          </span>
        ))}
      </div>
      {impossible && <Notice look="warn">{reason}</Notice>}
      <div className="grid items-start gap-3 md:grid-cols-[minmax(16rem,1fr)_minmax(18rem,1fr)]">
        <SnapshotTree
          lines={lines}
          selected={selected?.name}
          onSelect={({ name, now }) => void navigate({ to: guestAddress(vmid, 'snapshots', now ? undefined : name), replace: true })}
        />
        {selected && <SnapshotDetails guest={guest} line={selected} lines={lines} />}
      </div>
    </>
  )
}
