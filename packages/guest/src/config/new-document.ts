import { parseGuestConfig, type GuestConfig } from './guest-config.ts'

export interface NewDocumentOptions {
  /** Raw `lxc.` lines, which come last. */
  readonly raw?: readonly (readonly [key: string, value: string])[]
  readonly description?: string | undefined
}

/** A config document with these keys, in order. */
export function newDocument(values: ReadonlyMap<string, string>, { raw = [], description }: NewDocumentOptions = {}): GuestConfig {
  const config = parseGuestConfig('')
  for (const [key, value] of [...values].toSorted(([a], [b]) => (a < b ? -1 : 1))) config.current.set(key, value)
  if (description !== undefined) config.current.setDescription(description)
  return raw.length ? parseGuestConfig(config.toString() + raw.map(([key, value]) => `${key}: ${value}\n`).join('')) : config
}
