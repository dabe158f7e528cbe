import { lazy, Suspense } from 'react'
import { useStore } from '../store.ts'
import { overlay } from './palette-store.ts'

const CommandPalette = lazy(() => import('../palette/command-palette.tsx').then(module => ({ default: module.CommandPalette })))
const ShortcutSheet = lazy(() => import('../palette/shortcut-sheet.tsx').then(module => ({ default: module.ShortcutSheet })))

/** The palette and the sheet of keys, fetched when they are first opened. */
export function Palette() {
  const open = useStore(overlay)
  if (open === undefined) return null
  return <Suspense>{open === 'palette' ? <CommandPalette /> : <ShortcutSheet />}</Suspense>
}
