import type { SQLOutputValue } from 'node:sqlite'

/** Tables of the replicated state, in the order in which they travel, and what of each is newer than a revision. */
export const sections = {
  folders: {
    table: 'entry',
    key: 'ino',
    columns: ['ino', 'parent', 'path', 'folder', 'vmid', 'revision', 'mtime', 'size', 'sum', 'content'],
    where: 'folder = 1',
  },
  files: {
    table: 'entry',
    key: 'ino',
    columns: ['ino', 'parent', 'path', 'folder', 'vmid', 'revision', 'mtime', 'size', 'sum', 'content'],
    where: 'folder = 0 AND revision > $since',
  },
  removal: { table: 'removal', key: 'path', columns: ['path', 'revision'], where: 'revision > $since' },
  applied: { table: 'applied', key: 'id', columns: ['id', 'value', 'revision'], where: 'revision > $since' },
  lock: { table: 'lock', key: 'name', columns: ['name', 'token', 'ttl', 'node', 'renewals'], where: '1' },
  lock_line: { table: 'lock_line', key: 'name || char(0) || token', columns: ['name', 'token', 'ttl', 'node', 'revision'], where: '1' },
  reservation: { table: 'reservation', key: 'vmid', columns: ['vmid', 'owner', 'serial'], where: '1' },
  history: {
    table: 'history',
    key: 'id',
    columns: ['revision', 'time', 'node', 'authid', 'upid', 'op', 'path', 'source', 'old', 'new'],
    where: 'revision > $since',
  },
} as const

export type Section = keyof typeof sections
export const sectionNames = Object.keys(sections) as Section[]

export type WireValue = string | number | null | { readonly base64: string }

export function toWire(value: SQLOutputValue | undefined): WireValue {
  if (value instanceof Uint8Array) return { base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') }
  return typeof value === 'string' ? value : value === null || value === undefined ? null : Number(value)
}

export function fromWire(value: WireValue): string | number | null | Buffer {
  return typeof value === 'object' && value !== null ? Buffer.from(value.base64, 'base64') : value
}

/** What the parts carry. The first has `state`; `since` 0: it is everything there is. */
export interface SnapshotRows {
  readonly state?: { readonly since: number; readonly values: Readonly<Record<string, WireValue>> }
  readonly section: Section
  readonly rows: readonly (readonly WireValue[])[]
}
