import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { preferences } from '../settings/preferences.ts'
import { areas } from './areas.ts'
import { closeOverlay, openPalette, overlay, showShortcuts } from './palette-store.ts'
import { useOpenPanel } from './use-open-panel.ts'

/** Two keys of a sequence (`g n`) may be this far apart. */
const sequenceMs = 1200

/** Keys are typed into a field or a console: they are not ours. */
const typing = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [data-console]') !== null

/** Keys that work on every page. */
export function ShortcutKeys() {
  const navigate = useNavigate()
  const openPanel = useOpenPanel()
  const pending = useRef(0)
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const inConsole = event.target instanceof Element && event.target.closest('[data-console]') !== null
      const wantsPalette = (event.ctrlKey || event.metaKey) && (event.key.toLowerCase() === 'k' || event.key === ' ')
      if (wantsPalette && !inConsole) {
        event.preventDefault()
        return overlay.get() === 'palette' ? closeOverlay() : openPalette()
      }
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return
      if (!preferences.get().singleKeys || overlay.get() !== undefined) return
      if (Date.now() - pending.current < sequenceMs) {
        pending.current = 0
        const area = areas.find(one => one.key === event.key)
        if (!area) return
        event.preventDefault()
        return void navigate({ to: area.path })
      }
      if (event.key === 'g') pending.current = Date.now()
      else if (event.key === '?') showShortcuts()
      else if (event.key === 'c') openPanel('create-vm')
      else if (event.key === '/') {
        const filter = document.querySelector<HTMLInputElement>('main input[type=search]')
        if (!filter) return
        event.preventDefault()
        filter.focus()
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [navigate, openPanel])
  return null
}
