import type { ScreenKey } from './keysyms.ts'

export interface Combination {
  /** As keyboards label it; needs no translation beyond that. */
  readonly label: string
  readonly keys: readonly ScreenKey[]
  readonly separated?: boolean
}

/** What browsers and desktops keep for themselves, and what a guest may need. */
export const combinations: readonly Combination[] = [
  { label: 'Ctrl+Alt+Del', keys: ['Control', 'Alt', 'Delete'] },
  { label: 'Tab', keys: ['Tab'], separated: true },
  { label: 'Esc', keys: ['Escape'] },
  { label: 'Win', keys: ['Meta'] },
  { label: 'Alt+Tab', keys: ['Alt', 'Tab'] },
  { label: 'Alt+F4', keys: ['Alt', 'F4'] },
  { label: 'Ctrl+Esc', keys: ['Control', 'Escape'] },
  { label: 'Ctrl+Shift+Esc', keys: ['Control', 'Shift', 'Escape'] },
  { label: 'Ctrl+Alt+Backspace', keys: ['Control', 'Alt', 'Backspace'] },
  { label: 'Print Screen', keys: ['PrintScreen'] },
  ...Array.from({ length: 12 }, (_, index): Combination => {
    const key = `F${index + 1}` as ScreenKey
    return { label: `Ctrl+Alt+${key}`, keys: ['Control', 'Alt', key], separated: index === 0 }
  }),
]
