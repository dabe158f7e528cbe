import { session } from '../api/session.ts'
import { Store } from '../store.ts'

/** A search that a user keeps: it stands in the tree and in the palette. */
export interface SavedView {
  readonly name: string
  /** `/guests?q=...` */
  readonly url: string
}

/** A new guest's size and hardware that a user keeps. */
export interface SavedPreset {
  readonly name: string
  readonly kind: 'qemu' | 'lxc'
  readonly values: Readonly<Record<string, unknown>>
}

/** What a user chose for himself; kept on the server, so that every browser knows it. */
export interface Preferences {
  readonly theme: 'auto' | 'light' | 'dark'
  readonly density: 'compact' | 'normal' | 'roomy'
  readonly contrast: 'normal' | 'high'
  readonly motion: 'auto' | 'none'
  readonly language: 'auto' | 'en' | 'de'
  /** Keys without Ctrl or Alt do something. */
  readonly singleKeys: boolean
  readonly treeGroup: string
  readonly treeWidth: number
  readonly treeOpen: boolean
  /** Columns that are shown, by grid. */
  readonly columns: Readonly<Record<string, readonly string[]>>
  /** Widths in pixels of columns that were made wider or narrower, by grid and column. */
  readonly columnWidths: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly views: readonly SavedView[]
  /** Own instance types for new guests: what a form began with, by its name. */
  readonly presets: readonly SavedPreset[]
  /** Milliseconds since 1970 up to which ended tasks have been seen. */
  readonly seenTasks: number
  readonly terminalFontSize: number
  /** Terminals are read out: costs speed. */
  readonly terminalScreenReader: boolean
  /** How screens of VMs get into their place: made to fit, pixel by pixel, or the guest changes its resolution. */
  readonly screenScaling: 'fit' | 'actual' | 'resize'
  readonly screenQuality: 'low' | 'medium' | 'high'
}

export const defaultPreferences: Preferences = {
  theme: 'auto',
  density: 'normal',
  contrast: 'normal',
  motion: 'auto',
  language: 'auto',
  singleKeys: true,
  treeGroup: 'node',
  treeWidth: 280,
  treeOpen: true,
  columns: {},
  columnWidths: {},
  views: [],
  presets: [],
  seenTasks: 0,
  terminalFontSize: 14,
  terminalScreenReader: false,
  screenScaling: 'fit',
  screenQuality: 'medium',
}

const storageKey = 'quorate.preferences'

/** What whoever logs in next may keep. */
const look = ({ theme, density, contrast, motion, language }: Preferences) => ({ theme, density, contrast, motion, language })

/** The browser keeps a copy, so that the first picture already looks right. Of somebody else's, only how things look. */
function remembered(): Preferences {
  try {
    const { owner, ...kept } = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Preferences> & { owner?: string }
    const known = { ...defaultPreferences, ...kept }
    return owner === session.get().user ? known : { ...defaultPreferences, ...look(known) }
  } catch {
    return defaultPreferences
  }
}

export const preferences = new Store<Preferences>(remembered())

/** Changes some of them, at once here and soon on the server. */
export function prefer(change: Partial<Preferences>): void {
  preferences.set({ ...preferences.get(), ...change })
  localStorage.setItem(storageKey, JSON.stringify({ ...preferences.get(), owner: session.get().user }))
}

/** Takes over what is stored on the server. */
export function adoptPreferences(stored: Partial<Preferences>): void {
  const next = { ...preferences.get(), ...stored }
  if (JSON.stringify(next) !== JSON.stringify(preferences.get())) prefer(next)
}
