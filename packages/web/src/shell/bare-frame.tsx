import { Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { Relogin } from '../login/relogin.tsx'
import { Loading } from './loading.tsx'
import { Toasts } from './toasts.tsx'
import { useLive } from './use-live.ts'

/** What a window with a single thing in it needs: a console of its own. */
export function BareFrame() {
  useLive()
  return (
    <main id="main" className="flex h-full flex-col">
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
      <Toasts />
      <Relogin />
    </main>
  )
}
