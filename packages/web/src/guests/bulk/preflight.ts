import type { Guest } from '../../live/guest.ts'
import type { BulkKind, BulkOptions } from './bulk-action.ts'

/** Why nothing happens to a guest. `blocked`: somebody has to do something first. */
export type PreflightReason =
  | 'runs-already'
  | 'does-not-run'
  | 'is-paused'
  | 'is-not-paused'
  | 'template'
  | 'locked'
  | 'node-offline'
  | 'runs'
  | 'no-change'
  | 'in-pool'
  | 'in-no-pool'
  | 'vm-only'
  | 'on-target'

export interface Preflight {
  readonly guest: Guest
  readonly verdict: 'run' | 'skip' | 'blocked'
  readonly reason?: PreflightReason
}

const power: readonly BulkKind[] = ['start', 'shutdown', 'reboot', 'suspend', 'resume', 'stop']

const runs = ({ status }: Guest) => status === 'running' || status === 'paused'

/** Tags after some were added and others taken away. */
export function changedTags(
  tags: readonly string[],
  { addTags, removeTags }: Pick<BulkOptions, 'addTags' | 'removeTags'>,
): readonly string[] {
  return [...new Set([...tags, ...addTags])].filter(tag => !removeTags.includes(tag))
}

function skipReason(kind: BulkKind, guest: Guest, options: BulkOptions): PreflightReason | undefined {
  const paused = guest.status === 'paused'
  switch (kind) {
    case 'start':
      return runs(guest) && !paused ? 'runs-already' : undefined
    case 'shutdown':
    case 'stop':
      return runs(guest) ? undefined : 'does-not-run'
    case 'reboot':
      return runs(guest) ? undefined : 'does-not-run'
    case 'suspend':
      if (guest.kind === 'lxc') return 'vm-only'
      if (paused && !options.toDisk) return 'is-paused'
      return runs(guest) ? undefined : 'does-not-run'
    case 'resume':
      return paused ? undefined : 'is-not-paused'
    case 'migrate':
      return guest.node === options.target ? 'on-target' : undefined
    case 'tags':
      return changedTags(guest.tags, options).join(';') === guest.tags.join(';') ? 'no-change' : undefined
    case 'pool':
      if (guest.pool !== options.pool) return undefined
      return options.pool === '' ? 'in-no-pool' : 'in-pool'
    default:
      return undefined
  }
}

function blockReason(kind: BulkKind, guest: Guest, offline: boolean): PreflightReason | undefined {
  // Pools are the cluster's: no node is asked.
  if (kind === 'pool') return undefined
  if (offline) return 'node-offline'
  if (guest.lock !== '' && kind !== 'tags' && !(kind === 'start' && guest.lock === 'suspended')) return 'locked'
  if (kind === 'delete' && runs(guest)) return 'runs'
  return undefined
}

/** What an action would do to each guest, and why not. */
export function preflight(
  kind: BulkKind,
  guests: readonly Guest[],
  options: BulkOptions,
  isOffline: (node: string) => boolean = () => false,
): readonly Preflight[] {
  return guests.map(guest => {
    if (guest.template && (power.includes(kind) || kind === 'snapshot')) return { guest, verdict: 'skip', reason: 'template' }
    const skip = skipReason(kind, guest, options)
    if (skip) return { guest, verdict: 'skip', reason: skip }
    const block = blockReason(kind, guest, isOffline(guest.node))
    return block ? { guest, verdict: 'blocked', reason: block } : { guest, verdict: 'run' }
  })
}
