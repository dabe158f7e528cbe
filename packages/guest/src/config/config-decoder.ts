import { compileDecoder, type Properties, type StaticProperties } from '@quorate/schema'
import type { ConfigSection } from './config-section.ts'

/** A section of a config with typed values. A value that cannot be read is missing here and explained in `errors`. */
export interface DecodedConfig<P extends Properties> {
  /** Unknown keys are in it as text. */
  readonly config: Partial<StaticProperties<P>>
  /** Key to text; empty when all is well. */
  readonly errors: Readonly<Record<string, string>>
}

/** Decodes sections of one kind of guest's config, for example with the contract's schema of VM configs. */
export function configDecoderOf<P extends Properties>(properties: P): (section: ConfigSection) => DecodedConfig<P> {
  const decode = compileDecoder(properties, { additional: true })
  return section => {
    const raw: Record<string, string> = {}
    for (const [key, text] of section.values) raw[key] = text
    const result = decode(raw)
    return 'ok' in result ? { config: result.ok, errors: {} } : { config: result.partial, errors: result.errors }
  }
}
