import { Store } from '../store.ts'

/** A search that a user keeps: it stands in the tree and in the palette. */
export interface SavedView {
  readonly name: string
  /** `/guests?q=...` */
  readonly url: string
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
  readonly views: readonly SavedView[]
  /** Milliseconds since 1970 up to which ended tasks have been seen. */
  readonly seenTasks: number
  readonly terminalFontSize: number
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
  views: [],
  seenTasks: 0,
  terminalFontSize: 14,
}

const storageKey = 'quorate.preferences'

/** The browser keeps a copy, so that the first picture already looks right. */
function remembered(): Preferences {
  try {
    return { ...defaultPreferences, ...(JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Preferences>) }
  } catch {
    return defaultPreferences
  }
}

export const preferences = new Store<Preferences>(remembered())

/** Changes some of them, at once here and soon on the server. */
export function prefer(change: Partial<Preferences>): void {
  preferences.set({ ...preferences.get(), ...change })
  localStorage.setItem(storageKey, JSON.stringify(preferences.get()))
}

/** Takes over what is stored on the server. */
export function adoptPreferences(stored: Partial<Preferences>): void {
  const next = { ...preferences.get(), ...stored }
  if (JSON.stringify(next) !== JSON.stringify(preferences.get())) prefer(next)
}
