import { useLingui } from '@lingui/react/macro'
import { Copy, History, Pencil, Trash2 } from 'lucide-react'
import { usePrivileges } from '../../api/use-privileges.ts'
import type { Guest } from '../../live/guest.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Fact, Facts } from '../../ui/facts.tsx'
import { formatTime } from '../../ui/format.ts'
import type { SnapshotLine } from './snapshot-lines.ts'

interface SnapshotDetailsProps {
  readonly guest: Guest
  readonly line: SnapshotLine
  readonly lines: readonly SnapshotLine[]
}

/** One snapshot: what it holds, and what can be done with it. */
export function SnapshotDetails({ guest, line, lines }: SnapshotDetailsProps) {
  const { t } = useLingui()
  const openPanel = useOpenPanel()
  const has = usePrivileges(`/vms/${guest.vmid}`)
  const { vmid, lock } = guest
  const { name, parent, description, withMemory, time } = line
  if (line.now) {
    return (
      <Card title={t`Now`}>
        <p className="text-muted">
          {parent === undefined
            ? lines.length > 1
              ? t`The guest goes on from no snapshot that is still there.`
              : t`There is no snapshot yet. One keeps disks and settings as they are, and the memory of a running VM if you like.`
            : t`The guest goes on from snapshot ${parent}.`}
        </p>
      </Card>
    )
  }
  const locked = lock === '' ? undefined : t`It is locked: ${lock}.`
  const lacks = (...privileges: readonly string[]) =>
    privileges.some(has) ? locked : t`It needs ${privileges.join(' | ')} on /vms/${vmid}.`
  const argument = `${vmid}/${name}`
  return (
    <Card title={<bdi className="break-all">{name}</bdi>}>
      <Facts>
        <Fact label={t`Taken`}>{time === undefined ? '–' : formatTime(time)}</Fact>
        <Fact label={t`Memory`}>{withMemory ? t`Saved with it` : t`Not saved`}</Fact>
        <Fact label={t`Goes on from`}>{parent === undefined ? t`No snapshot` : <bdi className="break-all">{parent}</bdi>}</Fact>
        <Fact label={t`Description`}>
          {description === '' ? (
            <span className="text-muted">–</span>
          ) : (
            <span className="break-words whitespace-pre-wrap">{description}</span>
          )}
        </Fact>
      </Facts>
      <div className="flex flex-wrap gap-2 pt-1">
        <Button
          icon={History}
          disabledReason={lacks('VM.Snapshot', 'VM.Snapshot.Rollback')}
          onClick={() => openPanel('rollback', argument)}
        >
          {t`Roll back`}
        </Button>
        <Button icon={Copy} disabledReason={lacks('VM.Clone')} onClick={() => openPanel('clone', argument)}>
          {t`Clone`}
        </Button>
        <Button icon={Pencil} disabledReason={lacks('VM.Snapshot')} onClick={() => openPanel('edit-snapshot', argument)}>
          {t`Edit description`}
        </Button>
        <Button icon={Trash2} look="danger" disabledReason={lacks('VM.Snapshot')} onClick={() => openPanel('delete-snapshot', argument)}>
          {t`Delete`}
        </Button>
      </div>
    </Card>
  )
}
