import { Store } from '../store.ts'

/** Which of the two overlays is open. */
export const overlay = new Store<'palette' | 'shortcuts' | undefined>(undefined)
export const openPalette = (): void => overlay.set('palette')
export const showShortcuts = (): void => overlay.set('shortcuts')
export const closeOverlay = (): void => overlay.set(undefined)
