import { useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import type { ListSearch } from '../../router.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { useStore } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { DataGrid } from '../../ui/data-grid.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytes, formatShortTime } from '../../ui/format.ts'
import { parseSort, sortText } from '../../ui/grid-column.ts'
import { TextInput } from '../../ui/text-field.tsx'
import type { ContentKind } from '../content-names.ts'
import { UploadList } from '../upload/upload-list.tsx'
import { deletions } from './deletions.ts'
import { useVolumeColumns, VolumeGuest } from './use-volume-columns.tsx'
import { useVolumes } from './use-volumes.ts'
import { VolumeMenu } from './volume-menu.tsx'
import { volumeArgument, type Volume } from './volume.ts'

export interface ContentListProps {
  readonly node: string
  readonly storage: string
  readonly kinds: readonly ContentKind[]
  /** How more of it gets here. */
  readonly actions?: ReactNode
}

/** Volumes and files of some kinds on a storage. */
export function ContentList({ node, storage, kinds, actions }: ContentListProps) {
  const { t } = useLingui()
  const { q = '', sort } = useSearch({ strict: false }) as ListSearch
  const navigate = useNavigate()
  const openPanel = useOpenPanel()
  const { volumes, data, error, refetch } = useVolumes(node, storage)
  const leaving = useStore(deletions)
  const columns = useVolumeColumns(node, storage, kinds)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const query = useDeferredValue(q.toLowerCase())
  const rows = useMemo(
    () =>
      volumes.filter(
        ({ volid, name, kind, notes }) =>
          kinds.includes(kind) && !leaving.has(volid) && (query === '' || `${name} ${notes}`.toLowerCase().includes(query)),
      ),
    [volumes, kinds, leaving, query],
  )
  const search = (change: ListSearch) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...change }), replace: true } as never)
  const chosen = rows.filter(({ volid }) => selected.has(volid)).map(({ volid }) => volid)
  const count = chosen.length
  const about = (volume: Volume) => [volume.created > 0 && formatShortTime(volume.created), volume.format, formatBytes(volume.size)]
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <TextInput
          type="search"
          aria-label={t`Filter by name`}
          placeholder={t`Filter by name`}
          value={q}
          onChange={event => search({ q: event.target.value || undefined })}
          className="w-auto min-w-44 flex-1"
        />
        {count > 0 && (
          <Button look="danger" icon={Trash2} onClick={() => openPanel('delete-volumes', volumeArgument(node, storage, chosen))}>
            {t`Delete ${count}…`}
          </Button>
        )}
        {actions}
      </div>
      <UploadList node={node} storage={storage} />
      {error && <FailureNotice error={error} onRetry={() => void refetch()} />}
      {(data ?? !error) && (
        <DataGrid
          label={t`Content`}
          columns={columns}
          rows={rows}
          rowKey={volume => volume.volid}
          sort={parseSort(sort) ?? { column: 'name', descending: false }}
          onSort={order => search({ sort: sortText(order) })}
          selected={selected}
          onSelect={setSelected}
          phoneRow={volume => (
            <div className="flex items-center gap-2">
              <div className="min-w-0 flex-1">
                <bdi className="block truncate font-medium">{volume.name}</bdi>
                <div className="truncate text-muted">
                  {about(volume).filter(Boolean).join(' · ')} <VolumeGuest vmid={volume.vmid} />
                </div>
              </div>
              <VolumeMenu node={node} storage={storage} volume={volume} />
            </div>
          )}
          empty={!data ? t`Loading…` : q === '' ? t`There is nothing of this kind here yet.` : t`No name fits.`}
          className="flex-1"
        />
      )}
    </>
  )
}
