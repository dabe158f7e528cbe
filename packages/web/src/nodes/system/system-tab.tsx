import { useLingui } from '@lingui/react/macro'
import type { ComponentType } from 'react'
import { nodeAddress } from '../../addresses.ts'
import { SubNav } from '../../ui/sub-nav.tsx'
import type { NodeTabProps } from '../node-page.tsx'
import { DnsView } from './dns-view.tsx'
import { HostsView } from './hosts-view.tsx'
import { NetworkView } from './network-view.tsx'
import { OptionsView } from './options-view.tsx'
import { ReportView } from './report-view.tsx'
import { ServicesView } from './services-view.tsx'
import { TimeView } from './time-view.tsx'

const views = {
  network: NetworkView,
  services: ServicesView,
  dns: DnsView,
  hosts: HostsView,
  time: TimeView,
  options: OptionsView,
  report: ReportView,
} satisfies Record<string, ComponentType<{ readonly node: string }>>

/** How the node's system is set up, one part after the other. */
export function SystemTab({ node, item = 'network' }: NodeTabProps) {
  const { t } = useLingui()
  const shown = item in views ? (item as keyof typeof views) : 'network'
  const View = views[shown]
  const items = [
    { id: 'network', label: t`Network` },
    { id: 'services', label: t`Services` },
    { id: 'dns', label: t`DNS` },
    { id: 'hosts', label: t`Hosts` },
    { id: 'time', label: t`Time` },
    { id: 'options', label: t`Options` },
    { id: 'report', label: t`Report` },
  ]
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 md:flex-row">
      <SubNav
        label={t`Parts of the system`}
        value={shown}
        tabs={items.map(({ id, label }) => ({ id, label, to: nodeAddress(node, 'system', id) }))}
      />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-3">
        <View key={node} node={node} />
      </div>
    </div>
  )
}
