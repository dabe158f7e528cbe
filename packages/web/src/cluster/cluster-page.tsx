import { useLingui } from '@lingui/react/macro'
import { useParams } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { clusterAddress } from '../addresses.ts'
import { ChangeList } from '../history/change-list.tsx'
import { NotFoundPage } from '../shell/not-found-page.tsx'
import { Page } from '../shell/page.tsx'
import { TabLinks } from '../ui/tab-links.tsx'
import { LogView } from './log/log-view.tsx'
import { MappingsView } from './mappings/mappings-view.tsx'
import { MembersView } from './members/members-view.tsx'
import { OptionsView } from './options/options-view.tsx'

const views: Readonly<Record<string, ComponentType>> = {
  members: MembersView,
  options: OptionsView,
  mappings: MappingsView,
  log: LogView,
  history: ChangeList,
}

/** What holds for all nodes together. */
export function ClusterPage() {
  const { t } = useLingui()
  const { tab = 'members' } = useParams({ strict: false }) as { tab?: string }
  const View = views[tab]
  if (!View) return <NotFoundPage />
  const labels: Readonly<Record<string, string>> = {
    members: t`Nodes and quorum`,
    options: t`Options`,
    mappings: t`Resource mappings`,
    log: t`Log`,
    history: t`Configuration history`,
  }
  return (
    <Page title={t`Cluster`} fill={tab === 'history' || tab === 'log'}>
      <TabLinks
        label={t`Cluster`}
        value={tab}
        tabs={Object.keys(views).map(id => ({ id, label: labels[id] ?? id, to: clusterAddress(id) }))}
      />
      <View />
    </Page>
  )
}
