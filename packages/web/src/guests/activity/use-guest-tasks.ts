import { useMemo } from 'react'
import { useCall } from '../../api/use-call.ts'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import type { LiveTask } from '../../live/tasks.ts'
import { useStore } from '../../store.ts'
import { guestTasks } from './guest-tasks.ts'

const none: readonly LiveTask[] = []

/** What was done with a guest, newest first, as it goes on. */
export function useGuestTasks({ node, vmid }: Pick<Guest, 'node' | 'vmid'>) {
  const tasks = useStore(live.tasks)
  const { data, error, refetch } = useCall('GET /nodes/{node}/tasks', { node, vmid, source: 'all', limit: 500 }, { tasks: [`*:${vmid}`] })
  const rows = useMemo(() => guestTasks(vmid, data ?? none, tasks), [vmid, data, tasks])
  return { tasks: rows, loaded: data !== undefined, error, refetch }
}
