import { useLingui } from '@lingui/react/macro'
import { HeartPulse, RefreshCw } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useCall } from '../../api/use-call.ts'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { DataGrid } from '../../ui/data-grid.tsx'
import { formatBytes } from '../../ui/format.ts'
import type { Column, SortOrder } from '../../ui/grid-column.ts'
import { WithData } from '../../ui/with-data.tsx'
import type { NodeTabProps } from '../node-page.tsx'
import { diskRows, type DiskRow } from './disk-rows.ts'
import { Health } from './health.tsx'

/** The node's disks and partitions, with their use and health. */
export function DisksTab({ node }: NodeTabProps) {
  const { t, i18n } = useLingui()
  const open = useOpenPanel()
  const query = useCall('GET /nodes/{node}/disks/list', { node, 'include-partitions': true })
  const [sort, setSort] = useState<SortOrder>({ column: 'device', descending: false })
  const show = (disk: DiskRow) => !disk.partition && open('disk-health', `${node}${disk.devpath}`)
  const usage = (disk: DiskRow) =>
    [disk.used || (disk.partition ? '' : t`Unused`), disk.mounted && disk.used !== 'mounted' ? t`mounted` : ''].filter(Boolean).join(', ')
  const columns = useMemo(
    (): readonly Column<DiskRow>[] => [
      {
        id: 'device',
        title: t`Device`,
        width: 'minmax(9rem, 1fr)',
        cell: disk => <span className={disk.partition ? 'pl-5 text-muted' : 'font-medium'}>{disk.devpath}</span>,
        sort: disk => disk.devpath,
      },
      {
        id: 'type',
        title: t`Type`,
        width: '5.5rem',
        cell: disk => (disk.partition ? t`Partition` : disk.type.toUpperCase()),
        sort: disk => disk.type,
      },
      { id: 'usage', title: t`Usage`, width: 'minmax(8rem, 1fr)', cell: usage, sort: usage },
      { id: 'size', title: t`Size`, width: '6.5rem', align: 'end', cell: disk => formatBytes(disk.size), sort: disk => disk.size },
      { id: 'gpt', title: t`GPT`, width: '4rem', cell: disk => (disk.partition ? '' : disk.gpt ? t`Yes` : t`No`) },
      { id: 'model', title: t`Model`, width: 'minmax(8rem, 1fr)', cell: disk => <bdi>{disk.model}</bdi>, sort: disk => disk.model },
      {
        id: 'serial',
        title: t`Serial number`,
        width: 'minmax(8rem, 1fr)',
        cell: disk => <bdi>{disk.serial}</bdi>,
        sort: disk => disk.serial,
      },
      { id: 'wearout', title: t`Wear`, width: '5rem', align: 'end', cell: disk => disk.wear, sort: disk => disk.wear },
      {
        id: 'health',
        title: 'S.M.A.R.T.',
        width: '8rem',
        cell: disk => (disk.partition ? '' : <Health health={disk.health} />),
        sort: disk => disk.health,
      },
      {
        id: 'actions',
        title: t`Actions`,
        width: '5rem',
        cell: disk => {
          const { devpath } = disk
          return !disk.partition && <IconButton icon={HeartPulse} label={t`Health of ${devpath}`} onClick={() => show(disk)} />
        },
      },
    ],
    // The language decides the titles.
    [i18n.locale, node],
  )
  return (
    <>
      <div className="flex gap-2">
        <Button icon={RefreshCw} disabled={query.isFetching} onClick={() => void query.refetch()}>{t`Look again`}</Button>
      </div>
      <WithData query={query}>
        {data => (
          <DataGrid
            label={t`Disks`}
            columns={columns}
            rows={diskRows(data)}
            rowKey={disk => disk.devpath}
            sort={sort}
            onSort={setSort}
            onOpen={show}
            phoneRow={disk => (
              <div className="flex items-center gap-3">
                <div className={`min-w-0 flex-1 ${disk.partition ? 'pl-4' : ''}`}>
                  <div className="truncate font-medium">{disk.devpath}</div>
                  <div className="truncate text-muted">{[usage(disk), disk.model].filter(Boolean).join(' · ')}</div>
                </div>
                <div className="flex flex-col items-end">
                  <span className="tabular-nums">{formatBytes(disk.size)}</span>
                  {!disk.partition && <Health health={disk.health} />}
                </div>
              </div>
            )}
            empty={t`No disk is seen on this node.`}
            className="flex-1"
          />
        )}
      </WithData>
    </>
  )
}
