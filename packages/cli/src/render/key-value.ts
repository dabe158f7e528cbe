import { cellText } from './table.ts'

/** `key: value` lines in the order given, the form of config files. */
export function renderKeyValue(data: Readonly<Record<string, unknown>>): string {
  return Object.entries(data)
    .map(([key, value]) => `${key}: ${cellText(value)}\n`)
    .join('')
}
