import { i18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** Name of a host: letters, digits, - and dots. */
const hostName = /^(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*$/i

export const checkName = (name: string): string | undefined =>
  name.trim() === '' || hostName.test(name.trim()) ? undefined : i18n._(msg`Letters, digits, - and dots, as in the name of a host.`)

export function checkNumber(text: string, least: number): string | undefined {
  const number = Number(text)
  return text.trim() !== '' && Number.isInteger(number) && number >= least ? undefined : i18n._(msg`A whole number from ${least} on.`)
}

export const checkCount = (text: string): string | undefined =>
  Number(text) > 100 ? i18n._(msg`At most 100 at once.`) : checkNumber(text, 1)

export const missing = (value: string): string | undefined => (value === '' ? i18n._(msg`This is needed.`) : undefined)

/** Only what is refused. */
export const refusals = (checks: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(checks).filter((entry): entry is [string, string] => entry[1] !== undefined))
