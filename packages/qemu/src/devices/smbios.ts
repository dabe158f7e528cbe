import type { smbiosOption } from '@quorate/contract/qemu/smbios'
import { Failure, type Static } from '@quorate/schema'
import { escapeValue } from '../plan/command-text.ts'

const fields = ['uuid', 'manufacturer', 'product', 'version', 'serial', 'sku', 'family'] as const

/** smbios1: what the guest reads as the maker and number of its machine. With `base64=1` all but the uuid are encoded so. */
export function smbiosOptions(setting: Static<typeof smbiosOption> | undefined): string[] {
  if (!setting) return []
  const parts = fields.flatMap(field => {
    const value = setting[field]
    if (value === undefined) return []
    return [`${field}=${escapeValue(setting.base64 && field !== 'uuid' ? decode(field, value) : value)}`]
  })
  return parts.length ? ['-smbios', `type=1,${parts.join(',')}`] : []
}

function decode(field: string, value: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(value), character => character.charCodeAt(0)))
  } catch (error) {
    throw new Failure(`smbios1: ${field} is not Base64 although base64=1 is set`, { cause: error })
  }
}
