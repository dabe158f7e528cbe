import { Failure } from '@quorate/schema'

/** Names a blob by what it holds. */
export interface Descriptor {
  readonly mediaType: string
  /** `sha256:` and 64 hexadecimal digits, or `sha512:` and 128 */
  readonly digest: string
  /** bytes */
  readonly size: number
  readonly platform?: { readonly os: string; readonly architecture: string; readonly variant?: string }
}

export type JsonObject = Readonly<Record<string, unknown>>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isDigest(text: unknown): text is string {
  return typeof text === 'string' && /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(text)
}

/** Fails when it is none. `what`: how messages call it. */
export function readDescriptor(what: string, value: unknown): Descriptor {
  if (!isObject(value)) throw new Failure(`${what}: it is no description of a blob`)
  const { mediaType, digest, size, platform } = value
  if (typeof mediaType !== 'string' || mediaType.length > 255) throw new Failure(`${what}: it has no media type`)
  if (!isDigest(digest)) throw new Failure(`${what}: it has no digest of a known kind`)
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) throw new Failure(`${what}: it has no size`)
  if (!isObject(platform) || typeof platform.os !== 'string' || typeof platform.architecture !== 'string')
    return { mediaType, digest, size }
  const { os, architecture, variant } = platform
  return { mediaType, digest, size, platform: { os, architecture, ...(typeof variant === 'string' && { variant }) } }
}

export function readJson(what: string, bytes: Buffer): JsonObject {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    if (isObject(value)) return value
  } catch (error) {
    throw new Failure(`${what}: it is no JSON`, { cause: error })
  }
  throw new Failure(`${what}: it is no JSON object`)
}
