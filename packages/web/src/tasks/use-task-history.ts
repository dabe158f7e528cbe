import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { callPage } from '../api/client.ts'
import { live } from '../live/live.ts'
import type { LiveTask } from '../live/tasks.ts'
import { useStore } from '../store.ts'
import { taskParameters, type TaskFilter } from './task-filter.ts'

/** Tasks that are asked for at once. */
const pageSize = 200

/** Tasks of a node, newest first, page by page, with those that begin and end meanwhile. */
export function useTaskHistory(node: string, filter: TaskFilter) {
  const query = useInfiniteQuery({
    queryKey: ['tasks of', node, filter],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      callPage('GET /nodes/{node}/tasks', { node, ...taskParameters(filter), start: pageParam, limit: pageSize }, { signal }),
    getNextPageParam(last, pages) {
      const known = pages.reduce((sum, page) => sum + page.data.length, 0)
      return last.data.length > 0 && known < (last.total ?? 0) ? known : undefined
    },
  })
  const tasks = useStore(live.tasks)
  const own = tasks.filter(task => task.node === node)
  const newest = `${own[0]?.upid} ${own.filter(task => task.endtime === undefined).length}`
  const { refetch } = query
  useEffect(() => void refetch(), [newest, refetch])
  const rows = (query.data?.pages.flatMap(page => page.data) ?? []) as unknown as readonly LiveTask[]
  return { ...query, rows: [...new Map(rows.map(task => [task.upid, task])).values()], total: query.data?.pages[0]?.total ?? 0 }
}
