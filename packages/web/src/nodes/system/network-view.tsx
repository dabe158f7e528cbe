import { useLingui } from '@lingui/react/macro'
import { useMemo, useState } from 'react'
import type { AnswerOf } from '../../api/endpoints.ts'
import { useCall } from '../../api/use-call.ts'
import { DataGrid } from '../../ui/data-grid.tsx'
import type { Column, SortOrder } from '../../ui/grid-column.ts'
import { StatusDot } from '../../ui/status.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { useUnseen } from '../../shell/use-need.ts'

type Interface = AnswerOf<'GET /nodes/{node}/network'>[number]

const lines = (...values: readonly (string | undefined)[]) => values.filter(Boolean).join(', ')
const ports = (one: Interface) => lines(one.bridge_ports, one.slaves, one.ovs_ports, one['vlan-raw-device'])

function Active({ one }: { one: Interface }) {
  const { t } = useLingui()
  return (
    <span className="inline-flex items-center gap-1.5">
      <StatusDot status={one.active ? 'online' : 'stopped'} />
      {one.active ? t`Active` : t`Inactive`}
    </span>
  )
}

/** The node's network interfaces. */
export function NetworkView({ node }: { node: string }) {
  const { t, i18n } = useLingui()
  const query = useCall('GET /nodes/{node}/network', { node })
  const unseen = useUnseen(`/nodes/${node}`, 'Sys.Audit', 'Sys.Modify')
  const [sort, setSort] = useState<SortOrder>({ column: 'name', descending: false })
  const columns = useMemo(
    (): readonly Column<Interface>[] => [
      {
        id: 'name',
        title: t`Name`,
        width: 'minmax(7rem, 1fr)',
        cell: one => <span className="font-medium">{one.iface}</span>,
        sort: one => one.iface,
      },
      { id: 'type', title: t`Type`, width: '6rem', cell: one => one.type, sort: one => one.type },
      { id: 'active', title: t`State`, width: '7rem', cell: one => <Active one={one} />, sort: one => one.active ?? 0 },
      { id: 'cidr', title: t`Addresses`, width: 'minmax(12rem, 2fr)', cell: one => lines(one.cidr, one.cidr6) },
      { id: 'gateway', title: t`Gateway`, width: 'minmax(8rem, 1fr)', cell: one => lines(one.gateway, one.gateway6) },
      { id: 'ports', title: t`Ports`, width: 'minmax(6rem, 1fr)', cell: ports },
      { id: 'bond', title: t`Bond mode`, width: '8rem', cell: one => one.bond_mode ?? '', sort: one => one.bond_mode ?? '' },
      { id: 'vlan', title: t`VLAN aware`, width: '6.5rem', cell: one => (one.bridge_vlan_aware ? t`Yes` : '') },
      { id: 'mtu', title: t`MTU`, width: '5rem', align: 'end', cell: one => one.mtu ?? '', sort: one => one.mtu ?? 0 },
      { id: 'comment', title: t`Comment`, width: 'minmax(6rem, 1fr)', cell: one => <bdi>{lines(one.comments, one.comments6)}</bdi> },
    ],
    // The language decides the titles.
    [i18n.locale],
  )
  return (
    <WithData query={query}>
      {rows => (
        <DataGrid
          label={t`Network interfaces`}
          columns={columns}
          rows={rows}
          rowKey={one => one.iface}
          sort={sort}
          onSort={setSort}
          phoneRow={one => (
            <div className="flex items-center gap-3">
              <div className="min-w-0 flex-1">
                <div className="truncate">
                  <span className="font-medium">{one.iface}</span> <span className="text-muted">{one.type}</span>
                </div>
                <div className="truncate text-muted">{lines(one.cidr, one.cidr6, ports(one))}</div>
              </div>
              <Active one={one} />
            </div>
          )}
          empty={unseen ?? t`The node has no network interface.`}
          className="min-h-80 flex-1"
        />
      )}
    </WithData>
  )
}
