import { Failure } from '@quorate/schema'

/** Refuses what the source of a migration sends and no such product as this one would. */
export function demand(fits: boolean, what: string): asserts fits {
  if (!fits) throw new Failure(`the source asks for what cannot be: ${what}`, { status: 400 })
}

/** As it is written in logs: one word. */
export const isWord = (value: unknown): value is string => typeof value === 'string' && /^[\x21-\x7e]{1,300}$/.test(value)

/** Id of a volume at the source. */
export const isForeignVolume = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z][\w.-]*:[\x21-\x7e]{1,400}$/i.test(value)
