import { formatMembers, parseMembers, type Members } from '../../forms/property-string.ts'
import type { SchemaData } from '@quorate/schema'

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value)

/** An option as one line of text: lists and members joined as they stand in the file. */
export function optionText(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.join(';')
  if (isObject(value))
    return Object.entries(value)
      .map(([name, member]) => `${name}=${String(member)}`)
      .join(', ')
  return String(value)
}

/** An option in its parts: members with their names, or the one value. */
export function optionParts(value: unknown): readonly { readonly name?: string; readonly text: string }[] {
  const text = optionText(value)
  if (text === '') return []
  const parts = text.split(/, ?/)
  if (!parts.every(part => /^[a-z-]+=/.test(part))) return [{ text }]
  return parts.map(part => ({ name: part.slice(0, part.indexOf('=')), text: part.slice(part.indexOf('=') + 1) }))
}

/** The members of an option, which the server tells as a text or already taken apart. */
export const optionMembers = (schema: SchemaData, value: unknown): Members =>
  isObject(value) ? value : parseMembers(schema, value === undefined ? undefined : String(value))

/** What PUT /cluster/options is given: the new text, or that the option goes. */
export const optionChange = (key: string, text: string): Readonly<Record<string, string>> =>
  text === '' ? { delete: key } : { [key]: text }

export const membersText = (schema: SchemaData, members: Members): string => formatMembers(schema, members)
