import { useSyncExternalStore } from 'react'

interface Media {
  readonly subscribe: (listener: () => void) => () => void
  readonly matches: () => boolean
}

/** Lists of queries stay as they are: they are asked each time that something is drawn. */
const known = new Map<string, Media>()

function mediaOf(query: string): Media {
  const there = known.get(query)
  if (there) return there
  const list = matchMedia(query)
  const media: Media = {
    subscribe(listener) {
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    matches: () => list.matches,
  }
  known.set(query, media)
  return media
}

/** Whether a media query holds now. */
export function useMedia(query: string): boolean {
  const { subscribe, matches } = mediaOf(query)
  return useSyncExternalStore(subscribe, matches)
}

/** Room for one column only: lists become two-line rows, panels become sheets. */
export const usePhone = (): boolean => useMedia('(width < 48rem)')
