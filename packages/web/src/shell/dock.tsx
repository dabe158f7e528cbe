import { lazy, Suspense } from 'react'
import { useStore } from '../store.ts'
import { openConsoles } from './console-store.ts'

const ConsoleDock = lazy(() => import('../consoles/index.ts').then(part => ({ default: part.ConsoleDock })))

/** Where consoles stay alive while one goes from page to page. */
export function Dock() {
  const { consoles } = useStore(openConsoles)
  if (consoles.length === 0) return null
  return (
    <Suspense>
      <ConsoleDock />
    </Suspense>
  )
}
