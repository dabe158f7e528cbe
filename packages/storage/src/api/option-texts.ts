import { storageConfig } from '@quorate/contract/storage/config'
import { encodeText, type SchemaData } from '@quorate/schema'
import { isOn } from '../config/option-value.ts'
import type { OptionTexts } from '../config/check-options.ts'

const schemas = storageConfig.create.parameters as unknown as Readonly<Record<string, SchemaData>>

/** Decoded parameters as they are written to storage.cfg. */
export function optionTexts(parameters: Readonly<Record<string, unknown>>, without: readonly string[]): OptionTexts {
  const texts: Record<string, string> = {}
  for (const [key, value] of Object.entries(parameters)) {
    const schema = schemas[key]
    if (value !== undefined && schema && !without.includes(key)) texts[key] = encodeText(schema, value)
  }
  return texts
}

/** Options of a section as the API shows them: booleans and numbers have their type, all else is text. */
export function shownOptions(options: OptionTexts): Record<string, unknown> {
  const shown: Record<string, unknown> = {}
  for (const [key, text] of Object.entries(options)) {
    const type = schemas[key]?.type
    shown[key] = type === 'boolean' ? isOn(text) : type === 'integer' && /^-?\d+$/.test(text) ? Number(text) : text
  }
  return shown
}
