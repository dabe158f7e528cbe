import { useLingui } from '@lingui/react/macro'
import { Outlet } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { Relogin } from '../login/relogin.tsx'
import { preferences } from '../settings/preferences.ts'
import { useStore } from '../store.ts'
import { usePhone } from '../ui/use-media.ts'
import { ActivityBar } from './activity-bar.tsx'
import { ConnectionBanner } from './connection-banner.tsx'
import { takeConsoles } from './console-handover.ts'
import { Dock } from './dock.tsx'
import { Loading } from './loading.tsx'
import { NodeBanner } from './node-banner.tsx'
import { OpenPanel } from './open-panel.tsx'
import { PagePanelSlot } from './page-panel.tsx'
import { Palette } from './palette-opener.tsx'
import { PhoneBar } from './phone-bar.tsx'
import { QuorumBanner } from './quorum-banner.tsx'
import { Rail } from './rail.tsx'
import { ShortcutKeys } from './shortcut-keys.tsx'
import { Toasts } from './toasts.tsx'
import { TopBar } from './top-bar.tsx'
import { Tree } from './tree.tsx'
import { announceTasks } from '../tasks/announce-tasks.ts'
import { useLive } from './use-live.ts'
import { useTagStyle } from './use-tag-style.ts'

/** The frame around every page. */
export function Shell() {
  const { t } = useLingui()
  const phone = usePhone()
  const { treeOpen } = useStore(preferences)
  useLive()
  useTagStyle()
  useEffect(takeConsoles, [])
  useEffect(announceTasks, [])
  return (
    <div className="flex h-full flex-col">
      <a href="#main" className="sr-only z-50 bg-accent p-2 text-on-accent focus:not-sr-only focus:fixed">{t`Skip to the content`}</a>
      <TopBar />
      <ConnectionBanner />
      <QuorumBanner />
      <NodeBanner />
      <div className="flex min-h-0 flex-1">
        {!phone && <Rail />}
        {!phone && treeOpen && <Tree />}
        <div className="flex min-w-0 flex-1 flex-col">
          <div className="flex min-h-0 flex-1">
            <main id="main" tabIndex={-1} className="flex min-w-0 flex-1 flex-col overflow-y-auto outline-none">
              <Suspense fallback={<Loading />}>
                <Outlet />
              </Suspense>
            </main>
            <PagePanelSlot />
            <OpenPanel />
          </div>
          <Dock />
        </div>
      </div>
      {phone ? <PhoneBar /> : <ActivityBar />}
      <Palette />
      <ShortcutKeys />
      <Toasts />
      <Relogin />
    </div>
  )
}
