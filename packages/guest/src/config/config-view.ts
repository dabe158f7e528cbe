import type { Properties, SchemaData } from '@quorate/schema'
import type { ConfigSection } from './config-section.ts'
import type { GuestConfig } from './guest-config.ts'
import { keySchemas } from './key-schema.ts'
import { pendingDeletions, pendingValues } from './pending-changes.ts'
import { readBoolean, readNumber } from './scalar.ts'

export type WireConfig = Record<string, string | number | [string, string][]>

export interface ConfigViewOptions {
  /** Show what a snapshot holds. Fails with `snapshot 'x' does not exist`. */
  readonly snapshot?: string | undefined
  /** Show what holds now; otherwise what the next start will have (pending changes laid over). */
  readonly current?: boolean | undefined
}

/** Numbers and booleans are numbers on the wire, everything else the text of the file. A value that does not fit its schema stays text. */
function onWire(schema: SchemaData | undefined, text: string): string | number {
  if (schema?.type === 'boolean') {
    const value = readBoolean(text)
    return value === undefined ? text : value ? 1 : 0
  }
  if (schema?.type === 'integer' || schema?.type === 'number') return readNumber(text) ?? text
  return text
}

/** Makes the answer of GET .../config from a guest's config, for one kind of guest. The caller adds `digest` and takes out secrets. */
export function configViewOf(properties: Properties): (config: GuestConfig, options?: ConfigViewOptions) => WireConfig {
  const schemaOf = keySchemas(properties)
  return (config, options = {}) => {
    const section = options.snapshot === undefined ? config.current : config.requireSnapshot(options.snapshot)
    const texts = textsOf(section)
    if (options.snapshot === undefined && !options.current) {
      for (const key of pendingDeletions(config).keys()) texts.delete(key)
      for (const [key, text] of pendingValues(config)) texts.set(key, text)
    }
    const view: WireConfig = {}
    for (const [key, text] of texts) {
      const value = onWire(schemaOf(key), text)
      if (key !== 'template' || value === 1) view[key] = value
    }
    const raw = section.rawLxc()
    if (raw.length) view['lxc'] = raw
    return view
  }
}

function textsOf(section: ConfigSection): Map<string, string> {
  const texts = new Map([...section.values].filter(([key]) => !key.startsWith('lxc.')))
  const description = section.description
  if (description !== undefined) texts.set('description', description)
  return texts
}
