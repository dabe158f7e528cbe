import type { QueryMeta } from '@tanstack/react-query'
import type { LiveEvent } from './protocol.ts'
import type { LiveTask } from './tasks.ts'

const watchedTypes = new Set<LiveEvent['type']>(['config', 'guest', 'log', 'member', 'cluster'])

/** Object paths of what a config event names. */
function objectPath({ type, data }: LiveEvent): string {
  const { id } = data as { id: string }
  if (type === 'log') return '/cluster-log'
  if (type === 'member' || type === 'cluster') return '/cluster-members'
  if (type === 'guest') return `/vms/${id}`
  const guest = /\/(?:qemu-server|lxc)\/(\d+)\.conf$/.exec(id)?.[1]
  if (guest !== undefined) return `/vms/${guest}`
  return `/${id}`
}

export type StaleQueries = (meta: QueryMeta | undefined) => boolean

/** Whether a query follows one of some guests. */
export const aboutGuest = (meta: QueryMeta | undefined, isOne: (vmid: number) => boolean): boolean =>
  meta?.watch?.some(path => path.startsWith('/vms/') && isOne(Number(path.slice('/vms/'.length)))) === true

/** Which queries some events make old; undefined: none. Files of the config tree are watched by their own path (`/user.cfg`, `/nodes/pve`), the cluster's log as `/cluster-log`, who is there of it as `/cluster-members`. */
export function staleQueries(events: readonly LiveEvent[], ended: readonly LiveTask[]): StaleQueries | undefined {
  const changed = new Set(events.filter(event => watchedTypes.has(event.type)).map(objectPath))
  const tasks = new Set(ended.flatMap(task => [task.type, `${task.type}:${task.id}`, `*:${task.id}`]))
  if (changed.size === 0 && tasks.size === 0) return undefined
  return meta =>
    meta?.watch?.some(path => changed.has(path) || [...changed].some(one => one.startsWith(`${path}/`))) === true ||
    meta?.tasks?.some(task => tasks.has(task)) === true
}
