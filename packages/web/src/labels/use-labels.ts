import { useLingui } from '@lingui/react'
import { useMemo } from 'react'
import { choiceOf, nameOf, unitOf } from './label.ts'

export interface Labels {
  /** `net0` → Network device; `net0`, `tag` → VLAN tag */
  readonly name: (key: string, member?: string) => string
  /** A value of an enum: `bios`, `ovmf` → UEFI (OVMF). */
  readonly choice: (key: string, member: string | undefined, value: string) => string
  readonly unit: (key: string, member?: string) => string | undefined
  /** A description of the contract in the user's language. */
  readonly description: (english: string | undefined) => string | undefined
}

/** Human words for keys, members, values and descriptions of the contract, in the user's language. */
export function useLabels(): Labels {
  const { i18n } = useLingui()
  return useMemo(() => {
    // What has no translation, such as a processor model, is shown as it is.
    const word = (text: string) => (text in i18n.messages ? i18n._(text) : text)
    return {
      name: (key, member) => word(nameOf(key, member)),
      choice: (key, member, value) => word(choiceOf(key, member, value)),
      unit: (key, member) => {
        const unit = unitOf(key, member)
        return unit === undefined ? undefined : word(unit)
      },
      description: english => (english === undefined ? undefined : word(english)),
    }
    // The language decides the words.
  }, [i18n, i18n.locale])
}
