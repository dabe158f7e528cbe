import { Failure } from '@quorate/schema'

export interface VolumeId {
  readonly storage: string
  /** Part after the colon, as its storage's driver reads it. */
  readonly name: string
}

const storagePattern = /^[A-Za-z][A-Za-z0-9\-_.]*[A-Za-z0-9]$/
/** Names go into property strings and log lines: no control characters, no comma. */
const namePattern = /^[^\s,\p{Cc}][^,\p{Cc}]*$/u
const longest = 1024

export function isStorageId(text: string): boolean {
  return storagePattern.test(text) && text.length <= 100
}

/** undefined: not a volume id (`none`, `cdrom`, an absolute path). */
export function tryParseVolumeId(text: string): VolumeId | undefined {
  const colon = text.indexOf(':')
  if (colon < 0 || text.length > longest) return undefined
  const storage = text.slice(0, colon)
  const name = text.slice(colon + 1)
  if (!isStorageId(storage) || !namePattern.test(name) || /\s$/.test(name)) return undefined
  if (name.split('/').some(part => part === '' || part === '.' || part === '..')) return undefined
  return { storage, name }
}

/** Fails with `unable to parse volume ID 'x'`. */
export function parseVolumeId(text: string): VolumeId {
  const id = tryParseVolumeId(text)
  if (!id) throw new Failure(`unable to parse volume ID '${text.slice(0, longest)}': expected <storage>:<name>`)
  return id
}

/** The storage that a volume id names first. */
export function storageOf(volid: string): string {
  return volid.slice(0, volid.indexOf(':'))
}

export function formatVolumeId(id: VolumeId): string {
  return `${id.storage}:${id.name}`
}
