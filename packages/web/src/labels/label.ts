import { choices } from './choices.ts'
import { names } from './names.ts'
import { units } from './units.ts'

/** `net12` and `net[n]` are both a `net`. */
export const kindOf = (key: string): string => (key in names ? key : key.replace(/(?:\d+|\[n\])$/, ''))

/** Ids of the texts below are their English words, so an unknown one reads as itself. */
export function nameOf(key: string, member?: string): string {
  const kind = kindOf(key)
  if (member === undefined) return names[kind] ?? key
  return names[`${kind}.${member}`] ?? names[member] ?? member
}

export const choiceOf = (key: string, member: string | undefined, value: string): string =>
  (member !== undefined && choices[`${member}.${value}`]) || choices[`${kindOf(key)}.${value}`] || value

export const unitOf = (key: string, member?: string): string | undefined =>
  (member !== undefined && units[`${kindOf(key)}.${member}`]) || units[member ?? kindOf(key)]
