import { useMemo } from 'react'
import { preferences } from '../settings/preferences.ts'
import { useStore } from '../store.ts'
import { usePhone } from './use-media.ts'

/** Height of one row of a list in pixels, as density and device have it. */
export function useRowHeight(): number {
  const { density } = useStore(preferences)
  const phone = usePhone()
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement)
    return Math.round(Number.parseFloat(style.getPropertyValue('--row')) * Number.parseFloat(style.fontSize))
    // They decide the style.
  }, [density, phone])
}
