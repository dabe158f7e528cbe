import { useLingui } from '@lingui/react/macro'
import { Expand, Shrink } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { arrangeConsoles } from '../shell/console-store.ts'
import { IconButton } from '../ui/button.tsx'

/** Chromium gives the keys of the desktop, Escape and Alt+Tab among them, to a page that fills the screen. */
const { keyboard } = navigator as Navigator & { readonly keyboard?: { lock(): Promise<void> } }

async function toggle(): Promise<void> {
  if (document.fullscreenElement) return await document.exitFullscreen()
  // The whole page, so that its menus are seen; the console covers it.
  arrangeConsoles({ maximized: true })
  await document.documentElement.requestFullscreen()
  const onChange = () => {
    if (document.fullscreenElement) return
    document.removeEventListener('fullscreenchange', onChange)
    arrangeConsoles({ maximized: false })
  }
  document.addEventListener('fullscreenchange', onChange)
  await keyboard?.lock().catch(() => undefined)
}

function subscribe(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener)
  return () => document.removeEventListener('fullscreenchange', listener)
}

export function FullScreenButton() {
  const { t } = useLingui()
  const full = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null)
  if (!document.fullscreenEnabled) return null
  return <IconButton icon={full ? Shrink : Expand} label={full ? t`Leave full screen` : t`Full screen`} onClick={() => void toggle()} />
}
