import { Failure } from '@quorate/schema'
import { escapeValue } from '../plan/command-text.ts'

const fields = ['uuid', 'manufacturer', 'product', 'version', 'serial', 'sku', 'family']

/** smbios1: what the guest reads as the maker and number of its machine. With `base64=1` all but the uuid are encoded so. */
export function smbiosOptions(text: string | undefined): string[] {
  if (text === undefined || text === '') return []
  const given = new Map<string, string>()
  for (const part of text.split(',').filter(Boolean)) {
    const at = part.indexOf('=')
    given.set(part.slice(0, at), part.slice(at + 1))
  }
  const encoded = given.get('base64') === '1'
  const parts = fields.flatMap(field => {
    const value = given.get(field)
    if (value === undefined) return []
    return [`${field}=${escapeValue(encoded && field !== 'uuid' ? decode(field, value) : value)}`]
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
