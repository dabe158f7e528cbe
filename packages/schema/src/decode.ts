import { compileValue } from './compile-value.ts'
import { compileRecord, type Decoded, type Decoder, type DecoderOptions } from './record-decoder.ts'
import type { Properties } from './schema.ts'

const caches = { strict: new WeakMap<Properties, Decoder>(), additional: new WeakMap<Properties, Decoder>() }

/** The decoder of a set of parameters or config keys; built once per `properties` object. */
export function compileDecoder<P extends Properties>(properties: P, options: DecoderOptions = {}): Decoder<P> {
  const cache = options.additional ? caches.additional : caches.strict
  let decoder = cache.get(properties)
  if (!decoder) {
    decoder = compileRecord(properties, options.additional ?? false, compileValue)
    cache.set(properties, decoder)
  }
  return decoder as unknown as Decoder<P>
}

/** Decodes raw parameters: all errors at once, never throws. */
export function decodeParameters<P extends Properties>(properties: P, raw: Readonly<Record<string, unknown>>): Decoded<P> {
  return compileDecoder(properties)(raw)
}
