import { compileDecoder, type NumberSchema, type SchemaData, type StringSchema } from '@quorate/schema'

/** Why a value is refused before it is sent. */
export type FoundRefusal =
  | { readonly why: 'missing' | 'number' | 'whole' | 'form' }
  | { readonly why: 'minimum' | 'maximum' | 'long'; readonly limit: number }
  | { readonly why: 'said'; readonly text: string }

const decoders = new WeakMap<SchemaData, ReturnType<typeof compileDecoder>>()

function decoderOf(schema: SchemaData) {
  let decoder = decoders.get(schema)
  if (!decoder) {
    // What it requires beside it is the concern of the whole form.
    const { requires: _, ...alone } = schema as SchemaData & { requires?: string }
    decoder = compileDecoder({ value: alone as SchemaData })
    decoders.set(schema, decoder)
  }
  return decoder
}

function findNumberRefusal({ type, minimum, maximum }: NumberSchema, value: unknown): FoundRefusal | undefined {
  const number = typeof value === 'number' ? value : Number(String(value))
  if (!Number.isFinite(number) || String(value).trim() === '') return { why: 'number' }
  if (type === 'integer' && !Number.isInteger(number)) return { why: 'whole' }
  if (minimum !== undefined && number < minimum) return { why: 'minimum', limit: minimum }
  if (maximum !== undefined && number > maximum) return { why: 'maximum', limit: maximum }
  return undefined
}

/** Checks a value by the decoder that the server uses; undefined: it is taken. */
export function findRefusal(schema: SchemaData, value: unknown, required = schema.optional !== true): FoundRefusal | undefined {
  if (value === undefined || value === '') return required ? { why: 'missing' } : undefined
  if (schema.type === 'integer' || schema.type === 'number') {
    const found = findNumberRefusal(schema, value)
    if (found) return found
  }
  const { maxLength, pattern } = schema as StringSchema
  if (maxLength !== undefined && typeof value === 'string' && value.length > maxLength) return { why: 'long', limit: maxLength }
  const decoded = decoderOf(schema)({ value })
  if ('ok' in decoded) return undefined
  if (pattern !== undefined) return { why: 'form' }
  return { why: 'said', text: (decoded.errors.value ?? '').replace(/^invalid format - /, '') }
}
