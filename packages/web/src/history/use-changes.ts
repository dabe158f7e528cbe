import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { call } from '../api/client.ts'
import { changeParameters, type ChangeFilter } from './change-filter.ts'

/** Changes that are asked for at once. */
const pageSize = 300

/** A change of any of these makes the list old. */
const names =
  'user.cfg storage.cfg datacenter.cfg domains.cfg jobs.cfg notifications.cfg corosync.conf nodes mapping firewall sdn ha virtual-guest vms'
const files = names.split(' ').map(name => `/${name}`)

/** Changes of the configuration, newest first, page by page: of one guest, or of everything. New ones come by themselves. */
export function useChanges(vmid: number | undefined, filter: ChangeFilter) {
  const asked = { ...changeParameters(filter), ...(vmid !== undefined && { vmid }) }
  const query = useInfiniteQuery({
    queryKey: ['changes', asked],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) =>
      call('GET /cluster/history', { ...asked, limit: pageSize, ...(pageParam !== undefined && { before: pageParam }) }, { signal }),
    getNextPageParam: last => (last.length < pageSize ? undefined : last.at(-1)?.revision),
    placeholderData: keepPreviousData,
    meta: { watch: vmid === undefined ? files : [`/vms/${vmid}`, `/firewall/${vmid}.fw`, '/user.cfg'] },
  })
  const rows = useMemo(() => query.data?.pages.flat() ?? [], [query.data])
  return { ...query, rows }
}
