import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { plural } from '@lingui/core/macro'
import { Button } from '../../ui/button.tsx'
import { live } from '../../live/live.ts'
import type { PanelProps } from '../../shell/panels.ts'
import { SidePanel } from '../../shell/side-panel.tsx'
import { useStore } from '../../store.ts'
import { formatBytes } from '../../ui/format.ts'
import { Notice } from '../../ui/notice.tsx'
import { deleteLater } from './deletions.ts'
import { useVolumes } from './use-volumes.ts'
import { volumesNamed } from './volume.ts'

/** Shows what will go before volumes are deleted; argument: `pve/local/local%3Aiso%2Fa.iso,…`. */
export function DeleteVolumesPanel({ argument, onClose }: PanelProps) {
  const { t } = useLingui()
  const named = volumesNamed(argument)
  const { volumes, refetch } = useVolumes(named.node, named.storage)
  const { guests } = useStore(live.inventory)
  const chosen = volumes.filter(({ volid }) => named.volids.includes(volid))
  const size = formatBytes(chosen.reduce((sum, volume) => sum + volume.size, 0))
  const owned = chosen.filter(({ vmid, kind }) => vmid !== undefined && kind !== 'backup' && guests.has(vmid))
  const kept = chosen.filter(volume => volume.protected)
  const free = chosen.filter(volume => !owned.includes(volume) && !volume.protected)
  const count = free.length
  function remove(): void {
    const texts = {
      waiting: plural(count, { one: '# volume will be deleted in 10 seconds.', other: '# volumes will be deleted in 10 seconds.' }),
      undo: t`Keep`,
    }
    deleteLater({ ...named, volids: free.map(({ volid }) => volid) }, texts, refetch)
    onClose()
  }
  return (
    <SidePanel title={t`Delete from ${named.storage}`} onClose={onClose}>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4">
        <Notice look="warn" title={<Plural value={chosen.length} one={`# volume with ${size}`} other={`# volumes with ${size} in all`} />}>
          <Trans>Their data cannot be brought back once it is deleted.</Trans>
        </Notice>
        <ul className="rounded-lg border border-line">
          {chosen.map(volume => (
            <li key={volume.volid} className="flex items-center gap-3 border-b border-line px-3 py-1.5 last:border-b-0">
              <span className="min-w-0 flex-1">
                <bdi className="block break-all">{volume.name}</bdi>
                {owned.includes(volume) && (
                  <span className="text-[0.93em] text-warn">{t`Belongs to guest ${volume.vmid}: to be removed there, and left out here.`}</span>
                )}
                {kept.includes(volume) && <span className="text-[0.93em] text-warn">{t`Protected: left out.`}</span>}
              </span>
              <span className="text-muted tabular-nums">{formatBytes(volume.size)}</span>
            </li>
          ))}
        </ul>
      </div>
      <div className="flex items-center gap-2 border-t border-line px-4 py-2.5">
        <Button look="danger" disabled={count === 0} onClick={remove}>
          <Plural value={count} one="Delete # volume" other="Delete # volumes" />
        </Button>
        <Button onClick={onClose}>{t`Cancel`}</Button>
      </div>
    </SidePanel>
  )
}
