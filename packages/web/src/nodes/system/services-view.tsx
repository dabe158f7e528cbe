import { useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, Play, RefreshCw, RotateCcw, ScrollText, Square } from 'lucide-react'
import { useMemo, useState } from 'react'
import { nodeAddress } from '../../addresses.ts'
import type { AnswerOf } from '../../api/endpoints.ts'
import { useCall } from '../../api/use-call.ts'
import { planned } from '../../forms/planned-call.ts'
import { send } from '../../forms/send.ts'
import { toast } from '../../shell/toast-store.ts'
import { failureText } from '../../shell/undo.ts'
import { IconButton } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { DataGrid } from '../../ui/data-grid.tsx'
import type { Column, SortOrder } from '../../ui/grid-column.ts'
import { Menu } from '../../ui/menu.tsx'
import { WithData } from '../../ui/with-data.tsx'
import { ServiceState } from './service-state.tsx'

export type Service = AnswerOf<'GET /nodes/{node}/services'>[number]

const orders = {
  start: 'POST /nodes/{node}/services/{service}/start',
  stop: 'POST /nodes/{node}/services/{service}/stop',
  restart: 'POST /nodes/{node}/services/{service}/restart',
  reload: 'POST /nodes/{node}/services/{service}/reload',
} as const

async function order(node: string, service: string, what: keyof typeof orders): Promise<void> {
  try {
    await send(planned(orders[what], { node, service }))
  } catch (error) {
    toast({ look: 'bad', text: failureText(error) })
  }
}

function ServiceMenu({ node, service }: { node: string; service: Service }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const { service: name } = service
  const runs = service['active-state'] === 'active'
  const missing = service['unit-state'] === 'not-found' ? t`It is not installed.` : undefined
  return (
    <Menu
      trigger={<IconButton icon={Ellipsis} label={t`Actions on ${name}`} />}
      actions={[
        {
          label: t`Start`,
          icon: Play,
          onSelect: () => void order(node, name, 'start'),
          disabledReason: missing ?? (runs ? t`It runs already.` : undefined),
        },
        {
          label: t`Stop`,
          icon: Square,
          onSelect: () => void order(node, name, 'stop'),
          danger: true,
          disabledReason: missing ?? (runs ? undefined : t`It does not run.`),
        },
        { label: t`Restart`, icon: RotateCcw, onSelect: () => void order(node, name, 'restart'), disabledReason: missing },
        { label: t`Reload`, icon: RefreshCw, onSelect: () => void order(node, name, 'reload'), disabledReason: missing },
        {
          label: t`Log`,
          icon: ScrollText,
          onSelect: () => void navigate({ to: nodeAddress(node, 'logs', name) }),
          separated: true,
        },
      ]}
    />
  )
}

/** The node's services: state, start, stop, restart and their logs. */
export function ServicesView({ node }: { node: string }) {
  const { t, i18n } = useLingui()
  const query = useCall(
    'GET /nodes/{node}/services',
    { node },
    { tasks: ['srvstart', 'srvstop', 'srvrestart', 'srvreload'], everyMs: 15_000 },
  )
  const [all, setAll] = useState(false)
  const [sort, setSort] = useState<SortOrder>({ column: 'name', descending: false })
  const columns = useMemo(
    (): readonly Column<Service>[] => [
      {
        id: 'name',
        title: t`Name`,
        width: 'minmax(9rem, 1fr)',
        cell: one => <span className="font-medium">{one.name}</span>,
        sort: one => one.name,
      },
      { id: 'state', title: t`State`, width: '12rem', cell: one => <ServiceState service={one} />, sort: one => one.state },
      { id: 'unit', title: t`Starts with the node`, width: '11rem', cell: one => one['unit-state'], sort: one => one['unit-state'] },
      { id: 'description', title: t`Description`, width: 'minmax(12rem, 2fr)', cell: one => one.desc, sort: one => one.desc },
      { id: 'actions', title: t`Actions`, width: '5rem', cell: one => <ServiceMenu node={node} service={one} /> },
    ],
    // The language decides the titles.
    [i18n.locale, node],
  )
  return (
    <WithData query={query}>
      {services => (
        <>
          <Checkbox label={t`Also those that are not installed`} checked={all} onChange={setAll} />
          <DataGrid
            label={t`Services`}
            columns={columns}
            rows={all ? services : services.filter(one => one['unit-state'] !== 'not-found')}
            rowKey={one => one.service}
            sort={sort}
            onSort={setSort}
            phoneRow={one => (
              <div className="flex items-center gap-3">
                <div className="min-w-0 flex-1">
                  <div className="truncate font-medium">{one.name}</div>
                  <div className="truncate text-muted">{one.desc}</div>
                </div>
                <ServiceState service={one} />
                <ServiceMenu node={node} service={one} />
              </div>
            )}
            className="min-h-96 flex-1"
          />
        </>
      )}
    </WithData>
  )
}
