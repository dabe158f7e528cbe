import { t } from '@lingui/core/macro'
import type { SchemaData } from '@quorate/schema'
import { findRefusal } from './find-refusal.ts'

/** Why a value does not fit its schema, in words; undefined: it fits. For `check` of forms. */
export function refusalText(schema: SchemaData, value: unknown, required?: boolean): string | undefined {
  const found = findRefusal(schema, value, required)
  if (!found) return undefined
  switch (found.why) {
    case 'missing':
      return t`This is needed.`
    case 'number':
      return t`This must be a number.`
    case 'whole':
      return t`This must be a whole number.`
    case 'minimum':
      return t`This must be at least ${found.limit}.`
    case 'maximum':
      return t`This must be at most ${found.limit}.`
    case 'long':
      return t`This must not be longer than ${found.limit} characters.`
    case 'form':
      return t`This does not have the form that is expected.`
    case 'said':
      return found.text
  }
}

/** The refused of several values by name: for `check` of a form that is made of schemas. */
export function refusals(
  schemas: Readonly<Record<string, SchemaData>>,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string>> {
  const found = Object.entries(schemas).flatMap(([name, schema]) => {
    const text = refusalText(schema, values[name])
    return text === undefined ? [] : [[name, text] as const]
  })
  return Object.fromEntries(found)
}
