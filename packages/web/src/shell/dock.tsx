import { lazy, Suspense } from 'react'
import { parts } from '../parts.ts'
import { useStore } from '../store.ts'
import { openConsoles } from './console-store.ts'

const ConsoleDock = lazy(async () => ({ default: (await parts.consoles()).ConsoleDock }))

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
