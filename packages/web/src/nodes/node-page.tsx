import { useLingui } from '@lingui/react/macro'
import { Link, useParams } from '@tanstack/react-router'
import { useEffect, type ComponentType } from 'react'
import { guestListAddress, nodeAddress } from '../addresses.ts'
import { live } from '../live/live.ts'
import { Page } from '../shell/page.tsx'
import { useStore } from '../store.ts'
import { NodeLost } from '../shell/node-lost.tsx'
import { AsOf } from '../ui/as-of.tsx'
import { buttonClasses } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Status } from '../ui/status.tsx'
import { TabLinks } from '../ui/tab-links.tsx'
import { DisksTab } from './disks/disks-tab.tsx'
import { LogsTab } from './logs/logs-tab.tsx'
import { PermissionsTab } from './permissions-tab.tsx'
import { NodeActions } from './power/node-actions.tsx'
import { ShellTab } from './shell-tab.tsx'
import { SummaryTab } from './summary/summary-tab.tsx'
import { SystemTab } from './system/system-tab.tsx'
import { TasksTab } from './tasks-tab.tsx'

export interface NodeTabProps {
  readonly node: string
  /** What stands behind the tab in the address. */
  readonly item: string | undefined
}

const views = {
  summary: SummaryTab,
  shell: ShellTab,
  system: SystemTab,
  logs: LogsTab,
  disks: DisksTab,
  tasks: TasksTab,
  permissions: PermissionsTab,
} satisfies Record<string, ComponentType<NodeTabProps>>

/** These fill the height and scroll by themselves. */
const filling = new Set(['shell', 'logs', 'disks', 'tasks', 'system', 'system/network', 'system/services'])

/** One node. */
export function NodePage() {
  const { t } = useLingui()
  const { node = '', tab = 'summary', item } = useParams({ strict: false }) as { node?: string; tab?: string; item?: string }
  const { nodes, loaded } = useStore(live.inventory)
  useEffect(() => live.show([`node/${node}`]), [node])
  const row = nodes.get(node)
  const shown = tab in views ? (tab as keyof typeof views) : 'summary'
  const View = views[shown]
  const tabs = [
    { id: 'summary', label: t`Summary` },
    { id: 'shell', label: t`Shell` },
    { id: 'system', label: t`System` },
    { id: 'logs', label: t`Logs` },
    { id: 'disks', label: t`Disks` },
    { id: 'tasks', label: t`Tasks` },
    { id: 'permissions', label: t`Permissions` },
  ]
  return (
    <Page
      title={node}
      fill={filling.has(shown === 'system' && item !== undefined ? `system/${item}` : shown)}
      head={
        <div className="mr-auto flex min-w-0 items-center gap-3">
          <h1 className="truncate text-[1.35em] font-semibold">
            <bdi>{node}</bdi>
          </h1>
          {row && <Status status={row.status} />}
          {row?.lostSince !== undefined && <AsOf since={row.lostSince} />}
        </div>
      }
      actions={
        <>
          <Link to={guestListAddress(`node:${node}`)} className={buttonClasses()}>
            {t`Guests`}
          </Link>
          <NodeActions node={node} online={row?.status === 'online'} />
        </>
      }
    >
      <TabLinks
        label={t`Views of the node`}
        value={shown}
        tabs={tabs.map(({ id, label }) => ({ id, label, to: nodeAddress(node, id === 'summary' ? undefined : id) }))}
      />
      {loaded && !row ? (
        <Notice look="warn" title={t`There is no node of this name, or it may not be seen.`} />
      ) : (
        <>
          <NodeLost node={node} />
          {(row?.lostSince === undefined || shown === 'permissions') && <View node={node} item={item} />}
        </>
      )}
    </Page>
  )
}
