import { useEffect } from 'react'
import { live } from '../live/live.ts'
import { preferencesSync } from '../settings/sync-preferences.ts'
import { keepSession } from './keep-session.ts'

/** Follows what happens, and keeps session and preferences, for as long as a frame stands. */
export function useLive(): void {
  useEffect(() => {
    live.start()
    const stops = [keepSession(), preferencesSync.start()]
    return () => {
      for (const stop of stops) stop()
      live.stop()
    }
  }, [])
}
