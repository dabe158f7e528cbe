import { useLingui } from '@lingui/react/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Download } from 'lucide-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { callPage } from '../api/client.ts'
import type { LiveTask } from '../live/tasks.ts'
import { buttonClasses } from '../ui/button.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { TextInput } from '../ui/text-field.tsx'

const pageLines = 2000
const lineHeight = 19

interface TaskLogProps {
  readonly node: string
  readonly upid: string
  readonly running: boolean
  /** The newest lines, as the stream tells them. */
  readonly tail: LiveTask['log'] | undefined
}

/** The raw log of a task: follows while it runs, can be searched and saved. */
export function TaskLog({ node, upid, running, tail }: TaskLogProps) {
  const { t } = useLingui()
  const [wanted, setWanted] = useState('')
  const scroller = useRef<HTMLDivElement>(null)
  const follow = useRef(true)
  const log = useInfiniteQuery({
    queryKey: ['task log', node, upid],
    queryFn: ({ pageParam, signal }) =>
      callPage('GET /nodes/{node}/tasks/{upid}/log', { node, upid, start: pageParam, limit: pageLines }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const read = pages.reduce((sum, page) => sum + page.data.length, 0)
      return last.data.length === 0 || read >= (last.total ?? 0) ? undefined : read
    },
    meta: { tasks: [`${upid.split(':')[5]}:${upid.split(':')[6]}`] },
  })
  const lines = useMemo(() => {
    const read = log.data?.pages.flatMap(page => page.data) ?? []
    const known = read.at(-1)?.n ?? 0
    const all = [...read, ...(tail?.tail.filter(line => line.n > known) ?? [])]
    return wanted === '' ? all : all.filter(line => line.t.toLowerCase().includes(wanted.toLowerCase()))
  }, [log.data, tail, wanted])
  // Lines between what was read and what the stream told last are fetched.
  const gap = tail !== undefined && (tail.tail[0]?.n ?? 0) > (log.data?.pages.flatMap(page => page.data).at(-1)?.n ?? 0) + 1
  const { refetch, fetchNextPage, hasNextPage, isFetching } = log
  useEffect(() => {
    if (gap && !isFetching) void refetch()
  }, [gap, isFetching, refetch])
  useEffect(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 20,
  })
  useEffect(() => {
    if (running && follow.current && lines.length > 0) virtual.scrollToIndex(lines.length - 1)
  }, [running, lines.length, virtual])
  if (log.error) return <FailureNotice error={log.error} onRetry={() => void refetch()} />
  return (
    <section aria-label={t`Log`} className="flex min-h-48 flex-1 flex-col gap-2">
      <div className="flex items-center gap-2">
        <TextInput
          type="search"
          aria-label={t`Search the log`}
          placeholder={t`Search the log`}
          value={wanted}
          onChange={event => setWanted(event.target.value)}
          className="max-w-80"
        />
        <a
          href={`/api2/json/nodes/${node}/tasks/${encodeURIComponent(upid)}/log?download=1`}
          download={`${upid}.log`}
          className={buttonClasses('plain')}
        >
          <Download size={16} aria-hidden />
          {t`Save`}
        </a>
      </div>
      <div
        ref={scroller}
        tabIndex={0}
        role="log"
        aria-label={t`Lines`}
        onScroll={({ currentTarget: box }) => (follow.current = box.scrollHeight - box.scrollTop - box.clientHeight < 40)}
        className="min-h-0 flex-1 overflow-auto rounded-lg border border-line bg-surface p-2 font-mono text-[0.9em]"
      >
        <div className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(item => (
            <div
              key={item.key}
              className="absolute top-0 left-0 whitespace-pre"
              style={{ height: lineHeight, transform: `translateY(${item.start}px)` }}
            >
              {lines[item.index]?.t}
            </div>
          ))}
        </div>
      </div>
    </section>
  )
}
