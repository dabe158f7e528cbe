import type { InventoryState } from '../live/inventory.ts'
import { taskFailed, type LiveTask } from '../live/tasks.ts'

/** Something that needs attention. */
export interface Problem {
  readonly kind: 'nodes-down' | 'storage-full' | 'storage-inactive' | 'memory-full' | 'guests-unknown' | 'guests-locked' | 'tasks-failed'
  readonly severity: 'bad' | 'warn'
  readonly count: number
  /** Names of what it concerns, the worst first. */
  readonly names: readonly string[]
  /** Where it is listed. */
  readonly address: string
}

/** A storage this full needs attention. */
export const storageFull = 0.85
const memoryFull = 0.9

/** Tasks that failed after `seenMs`, the newest first; not those that went well when they were tried again. */
function stillFailed(tasks: readonly LiveTask[], seenMs: number): readonly LiveTask[] {
  const wentWell = (task: LiveTask) =>
    tasks.some(
      ({ type, id, node, starttime, endtime, status }) =>
        type === task.type &&
        id === task.id &&
        node === task.node &&
        endtime !== undefined &&
        starttime >= task.starttime &&
        status === 'OK',
    )
  return tasks.filter(task => taskFailed(task) && (task.endtime ?? 0) * 1000 > seenMs && !wentWell(task))
}

/** What is out of order, the worst first. `seenMs`: up to when the user has seen how tasks ended. `titleOf`: what a task does. */
export function problemsOf(
  state: InventoryState,
  tasks: readonly LiveTask[],
  seenMs: number,
  titleOf: (task: LiveTask) => string = ({ type, id }) => `${type} ${id}`,
): readonly Problem[] {
  const nodes = [...state.nodes.values()]
  const storages = [...state.storages.values()]
  const guests = [...state.guests.values()]
  const down = nodes.filter(node => node.status !== 'online')
  // Of a node that is down it is no news.
  const inactive = storages.filter(storage => !storage.active && storage.lastActive === undefined)
  const full = storages
    .filter(storage => storage.total > 0 && storage.used / storage.total > storageFull)
    .toSorted((a, b) => b.used / b.total - a.used / a.total)
  const crowded = nodes.filter(node => node.maxmem > 0 && node.mem / node.maxmem > memoryFull)
  const unknown = guests.filter(guest => guest.status === 'unknown')
  const locked = guests.filter(guest => guest.lock !== '' && guest.lock !== 'backup')
  const failed = stillFailed(tasks, seenMs)
  const problems: readonly Problem[] = [
    { kind: 'nodes-down', severity: 'bad', count: down.length, names: down.map(node => node.node), address: '/nodes' },
    {
      kind: 'guests-unknown',
      severity: 'bad',
      count: unknown.length,
      names: unknown.map(guest => guest.name),
      address: '/guests?q=status:unknown',
    },
    { kind: 'storage-inactive', severity: 'bad', count: inactive.length, names: inactive.map(storage => storage.id), address: '/storage' },
    { kind: 'storage-full', severity: 'warn', count: full.length, names: full.map(storage => storage.id), address: '/storage?sort=-usage' },
    { kind: 'memory-full', severity: 'warn', count: crowded.length, names: crowded.map(node => node.node), address: '/nodes?sort=-mem' },
    {
      kind: 'tasks-failed',
      severity: 'warn',
      count: failed.length,
      names: failed.map(titleOf),
      address: '/tasks?show=failed',
    },
    {
      kind: 'guests-locked',
      severity: 'warn',
      count: locked.length,
      names: locked.map(guest => guest.name),
      address: '/guests?q=is:locked',
    },
  ]
  return problems.filter(problem => problem.count > 0)
}
