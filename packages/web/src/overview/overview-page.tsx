import { useLingui } from '@lingui/react/macro'
import { useEffect } from 'react'
import { live } from '../live/live.ts'
import { prefer, preferences } from '../settings/preferences.ts'
import { Loading } from '../shell/loading.tsx'
import { Page } from '../shell/page.tsx'
import { useStore } from '../store.ts'
import { Capacity } from './capacity.tsx'
import { FirstSteps } from './first-steps.tsx'
import { GuestCounts } from './guest-counts.tsx'
import { NodeTable } from './node-table.tsx'
import { ProblemTiles } from './problem-tiles.tsx'
import { RecentTasks } from './recent-tasks.tsx'
import { TopGuests } from './top-guests.tsx'

/** After this long on the page the user has seen it. */
const seenAfterMs = 10_000

/** What needs attention first, then how things stand. */
export function OverviewPage() {
  const { t } = useLingui()
  const { loaded, guests, nodes } = useStore(live.inventory)
  useEffect(() => {
    live.show([...nodes.keys()].map(node => `node/${node}`))
  }, [nodes.size])
  useEffect(() => {
    const timer = setTimeout(() => document.hasFocus() && prefer({ seenTasks: Date.now() }), seenAfterMs)
    return () => clearTimeout(timer)
  }, [])
  if (!loaded) return <Loading />
  return (
    <Page title={t`Overview`}>
      <ProblemTiles seenMs={preferences.get().seenTasks} />
      {guests.size === 0 && <FirstSteps />}
      <div className="grid gap-3 lg:grid-cols-2 xl:grid-cols-3">
        <Capacity />
        <GuestCounts />
        <RecentTasks />
        <TopGuests />
        <NodeTable />
      </div>
    </Page>
  )
}
