import { useLingui } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { nodeAddress } from '../addresses.ts'
import { live } from '../live/live.ts'
import type { ListSearch } from '../router.ts'
import { Page } from '../shell/page.tsx'
import { useStore } from '../store.ts'
import { DataGrid } from '../ui/data-grid.tsx'
import { formatPercent } from '../ui/format.ts'
import { parseSort, sortText, type SortOrder } from '../ui/grid-column.ts'
import { Meter } from '../ui/meter.tsx'
import { Status } from '../ui/status.tsx'
import { guestCounts } from './guest-counts.ts'
import { useNodeColumns, type ListedNode } from './node-columns.tsx'

const byName: SortOrder = { column: 'name', descending: false }
const follow = (nodes: readonly ListedNode[]) => live.show(nodes.map(({ node }) => `node/${node}`))

function PhoneNode({ node }: { node: ListedNode }) {
  const { t } = useLingui()
  const { running, total } = node.guests
  return (
    <div className="flex items-center gap-3">
      <div className="min-w-0 flex-1">
        <bdi className="block truncate font-medium">{node.node}</bdi>
        <span className="text-muted">{t`${running} of ${total} guests run`}</span>
      </div>
      <div className="flex flex-col items-end gap-0.5 text-[0.93em] tabular-nums">
        <Status status={node.status} />
        <span className="flex items-center gap-2">
          <Meter value={node.cpu} label={t`Processor`} className="w-9" />
          {formatPercent(node.cpu)}
          <Meter value={node.mem / (node.maxmem || 1)} label={t`Memory`} look="second" className="w-9" />
          {formatPercent(node.mem / (node.maxmem || 1))}
        </span>
      </div>
    </div>
  )
}

/** All nodes with their live numbers. */
export function NodesPage() {
  const { t } = useLingui()
  const { sort } = useSearch({ strict: false }) as ListSearch
  const navigate = useNavigate()
  const { nodes, guests, loaded } = useStore(live.inventory)
  const columns = useNodeColumns()
  const counts = useMemo(() => guestCounts(guests.values()), [guests])
  const rows = useMemo(() => [...nodes.values()].map((node): ListedNode => ({ ...node, guests: counts(node.node) })), [nodes, counts])
  const onSort = useCallback(
    (order: SortOrder) =>
      void navigate({ to: '.', search: (before: object) => ({ ...before, sort: sortText(order) }), replace: true } as never),
    [navigate],
  )
  return (
    <Page title={t`Nodes`} fill>
      <DataGrid
        label={t`Nodes`}
        columns={columns}
        rows={rows}
        rowKey={node => node.node}
        sort={parseSort(sort) ?? byName}
        onSort={onSort}
        onOpen={({ node }) => void navigate({ to: nodeAddress(node) })}
        phoneRow={node => <PhoneNode node={node} />}
        onVisible={follow}
        empty={loaded ? t`No node may be seen with these privileges.` : t`Loading…`}
        className="flex-1"
      />
    </Page>
  )
}
