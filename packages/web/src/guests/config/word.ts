import type { I18n } from '@lingui/core'
import type { Labels } from '../../labels/use-labels.ts'

/** A piece of text for people: verbatim, a message (its English is its id), or the value of an enum. */
export type Word =
  | string
  | { readonly say: string; readonly values?: Readonly<Record<string, string | number>> }
  | { readonly choice: readonly [key: string, member: string | undefined, value: string] }

export function spoken(word: Word, i18n: I18n, labels: Labels): string {
  if (typeof word === 'string') return word
  return 'say' in word ? i18n._(word.say, word.values) : labels.choice(...word.choice)
}
