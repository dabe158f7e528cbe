import { useEffect, useState } from 'react'
import { preferences } from '../settings/preferences.ts'
import { useStore } from '../store.ts'
import { usePhone } from './use-media.ts'

/** Height of one row of a list in pixels, as density and device have it. */
export function useRowHeight(): number {
  const { density } = useStore(preferences)
  const phone = usePhone()
  const [height, setHeight] = useState(32)
  useEffect(() => {
    const style = getComputedStyle(document.documentElement)
    setHeight(Math.round(Number.parseFloat(style.getPropertyValue('--row')) * Number.parseFloat(style.fontSize)))
  }, [density, phone])
  return height
}
