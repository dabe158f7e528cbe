import type { GuestConfig } from './guest-config.ts'

/** One key that changes when the pending section is applied. `to` undefined: goes away. */
export interface PendingChange {
  readonly key: string
  readonly from: string | undefined
  readonly to: string | undefined
  /** The deletion was asked for with `force`: what the key names is destroyed too. */
  readonly force: boolean
}

/** Keys that wait to be deleted; the value says whether by force (written `!key`). */
export function pendingDeletions(config: GuestConfig): Map<string, boolean> {
  const names = (config.pending?.get('delete') ?? '').split(/[,;\s]+/).filter(Boolean)
  return new Map(names.map(name => (name.startsWith('!') ? [name.slice(1), true] : [name, false])))
}

/** Keys that wait to be set, with their texts. */
export function pendingValues(config: GuestConfig): Map<string, string> {
  const values = new Map(config.pending?.values)
  values.delete('delete')
  const description = config.pending?.description
  if (description !== undefined) values.set('description', description)
  return values
}

/** What applying would change, in the order of the keys. */
export function pendingChanges(config: GuestConfig): PendingChange[] {
  const values = pendingValues(config)
  const changes: PendingChange[] = []
  for (const [key, force] of pendingDeletions(config)) {
    if (!values.has(key)) changes.push({ key, from: valueOf(config, key), to: undefined, force })
  }
  for (const [key, to] of values) changes.push({ key, from: valueOf(config, key), to, force: false })
  return changes.sort((a, b) => (a.key < b.key ? -1 : 1))
}

/** Notes that a key shall have a value at the next start. A value that it has already leaves nothing pending. */
export function setPending(config: GuestConfig, key: string, value: string): void {
  dropDeletion(config, key)
  const present = valueOf(config, key)
  if (present === value || (key === 'description' && present === `${value}\n`)) config.pending?.delete(key)
  else config.makePending().set(key, value)
  tidy(config)
}

/** Notes that a key shall go at the next start. A key that is not there leaves nothing pending. */
export function deletePending(config: GuestConfig, key: string, options: { force?: boolean } = {}): void {
  config.pending?.delete(key)
  const deletions = pendingDeletions(config)
  deletions.delete(key)
  if (valueOf(config, key) !== undefined) deletions.set(key, options.force ?? false)
  writeDeletions(config, deletions)
  tidy(config)
}

/** Forgets what was pending for the keys. */
export function revertPending(config: GuestConfig, keys: readonly string[]): void {
  for (const key of keys) {
    dropDeletion(config, key)
    config.pending?.delete(key)
  }
  tidy(config)
}

/** Makes pending changes the present config: all, or those that `only` picks. Returns what changed. */
export function applyPending(config: GuestConfig, only: (change: PendingChange) => boolean = () => true): PendingChange[] {
  const applied = pendingChanges(config).filter(only)
  for (const { key, to } of applied) {
    if (to === undefined) config.current.delete(key)
    else config.current.set(key, to)
  }
  revertPending(
    config,
    applied.map(change => change.key),
  )
  return applied
}

function valueOf(config: GuestConfig, key: string): string | undefined {
  return key === 'description' ? config.current.description : config.current.get(key)
}

function dropDeletion(config: GuestConfig, key: string): void {
  const deletions = pendingDeletions(config)
  if (deletions.delete(key)) writeDeletions(config, deletions)
}

function writeDeletions(config: GuestConfig, deletions: ReadonlyMap<string, boolean>): void {
  if (deletions.size) config.makePending().set('delete', Array.from(deletions, ([name, force]) => (force ? `!${name}` : name)).join(','))
  else config.pending?.delete('delete')
}

function tidy(config: GuestConfig): void {
  if (config.pending?.lines.every(line => line.kind === 'blank')) config.removePending()
}
