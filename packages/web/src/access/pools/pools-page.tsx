import { useLingui } from '@lingui/react/macro'
import { Link, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { poolAddress } from '../../addresses.ts'
import { useCall } from '../../api/use-call.ts'
import { live } from '../../live/live.ts'
import { Page } from '../../shell/page.tsx'
import { SearchedGrid } from '../../shell/searched-grid.tsx'
import { useOpenPanel } from '../../shell/use-open-panel.ts'
import { useStore } from '../../store.ts'
import { Button } from '../../ui/button.tsx'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { formatBytes } from '../../ui/format.ts'
import type { Column } from '../../ui/grid-column.ts'
import { poolUsage, type PoolUsage } from './pool-usage.ts'
import { useNeed, useUnseen } from '../../shell/use-need.ts'

interface PoolRow extends PoolUsage {
  readonly pool: string
  readonly comment: string
}

const rowKey = (row: PoolRow) => row.pool
const textOf = (row: PoolRow) => `${row.pool} ${row.comment}`
const depth = (pool: string) => pool.split('/').length - 1

const PoolLink = ({ pool }: { pool: string }) => (
  <Link to={poolAddress(pool)} tabIndex={-1} className="truncate font-medium hover:underline">
    <bdi>{pool}</bdi>
  </Link>
)

/** All pools with what their guests use. */
export function PoolsPage() {
  const { t, i18n } = useLingui()
  const navigate = useNavigate()
  const openPanel = useOpenPanel()
  const need = useNeed('/pool', 'Pool.Allocate')
  const unseen = useUnseen('/pool', 'Pool.Audit', 'Pool.Allocate')
  const { guests } = useStore(live.inventory)
  const { data, error, refetch } = useCall('GET /pools', {}, { watch: ['/user.cfg'] })
  const rows = useMemo(
    () => (data ?? []).map(({ poolid, comment }) => ({ pool: poolid, comment: comment ?? '', ...poolUsage(guests.values(), poolid) })),
    [data, guests],
  )
  const onVisible = useCallback(() => live.show(Array.from(guests.values(), ({ vmid }) => String(vmid)).slice(0, 500)), [guests])
  const columns = useMemo<readonly Column<PoolRow>[]>(
    () => [
      {
        id: 'pool',
        title: t`Pool`,
        width: 'minmax(12rem, 1.5fr)',
        cell: ({ pool }) => (
          <span style={{ paddingLeft: `${depth(pool)}rem` }}>
            <PoolLink pool={pool} />
          </span>
        ),
        sort: rowKey,
      },
      { id: 'guests', title: t`Guests`, width: '6rem', align: 'end', cell: row => row.guests, sort: row => row.guests },
      { id: 'running', title: t`Running`, width: '6rem', align: 'end', cell: row => row.running, sort: row => row.running },
      {
        id: 'cpu',
        title: t`Processors`,
        width: '8rem',
        align: 'end',
        cell: row => `${i18n.number(row.cpu, { maximumFractionDigits: 1 })} / ${row.cpus}`,
        sort: row => row.cpu,
      },
      {
        id: 'mem',
        title: t`Memory`,
        width: '11rem',
        align: 'end',
        cell: row => `${formatBytes(row.mem)} / ${formatBytes(row.maxmem)}`,
        sort: row => row.mem,
      },
      { id: 'disk', title: t`Disk size`, width: '7rem', align: 'end', cell: row => formatBytes(row.maxdisk), sort: row => row.maxdisk },
      { id: 'comment', title: t`Comment`, width: 'minmax(9rem, 2fr)', cell: row => <bdi>{row.comment}</bdi>, sort: row => row.comment },
    ],
    [i18n.locale],
  )
  return (
    <Page title={t`Pools`} fill>
      {error && !data && <FailureNotice error={error} onRetry={() => void refetch()} />}
      <SearchedGrid
        label={t`Pools`}
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        textOf={textOf}
        sortedBy="pool"
        onVisible={onVisible}
        onOpen={({ pool }) => void navigate({ to: poolAddress(pool) })}
        phoneRow={row => (
          <div className="flex items-center gap-2">
            <div className="min-w-0 flex-1">
              <PoolLink pool={row.pool} />
              <div className="truncate text-muted">
                <bdi>{row.comment || '–'}</bdi>
              </div>
            </div>
            <span className="text-right text-muted tabular-nums">{t`${row.running} of ${row.guests} running`}</span>
          </div>
        )}
        actions={
          <Button disabledReason={need} look="primary" icon={Plus} onClick={() => openPanel('create-pool')}>
            {t`Add pool`}
          </Button>
        }
        empty={
          data
            ? (unseen ??
              t`There is no pool yet. A pool holds guests and storages that belong together, and gives permissions for all of them.`)
            : t`Loading…`
        }
      />
    </Page>
  )
}
