import { parameterFailure } from '@quorate/schema'
import { splitList } from '@quorate/schema'
import type { StorageDriver } from '../driver.ts'

export type OptionTexts = Readonly<Record<string, string>>

/** Refuses options that the type does not know, values it cannot have, and the change of what is fixed. Pure. */
export function checkOptions(
  driver: StorageDriver,
  given: OptionTexts,
  existing: OptionTexts | undefined,
  removed: readonly string[] = [],
): void {
  const { config, type } = driver
  const errors: Record<string, string> = {}
  const known = new Set([...config.required, ...config.optional])
  for (const [key, value] of Object.entries(given)) {
    if (!known.has(key)) errors[key] = `unexpected property '${key}' for storage type '${type}'`
    else if (existing && config.fixed.includes(key) && existing[key] !== value)
      errors[key] = `can't change value of fixed parameter '${key}'`
    else if (removed.includes(key)) errors[key] = `cannot be set and deleted at the same time`
  }
  for (const key of removed) {
    if (!known.has(key)) errors['delete'] = `unknown option '${key}'`
    else if (config.required.includes(key) || config.fixed.includes(key)) errors['delete'] = `unable to delete required option '${key}'`
  }
  if (!existing) for (const key of config.required) if (given[key] === undefined) errors[key] = `property is missing and it is not optional`
  for (const content of splitList(given['content'] ?? '')) {
    if (content !== 'none' && !(config.content as readonly string[]).includes(content)) {
      errors['content'] = `storage type '${type}' does not support content type '${content}'`
    }
  }
  const { format } = given
  if (format !== undefined && !(config.formats as readonly string[]).includes(format)) {
    errors['format'] = `storage type '${type}' does not support format '${format}'`
  }
  if (Object.keys(errors).length > 0) throw parameterFailure(errors)
}
