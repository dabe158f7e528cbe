import { useMemo } from 'react'
import { useCall } from '../../api/use-call.ts'
import type { Guest } from '../../live/guest.ts'
import { snapshotTree, type SnapshotLine, type SnapshotRow } from './snapshot-lines.ts'

const none: readonly SnapshotLine[] = []

/** The snapshots of a guest as lines of a tree. */
export function useSnapshots({ node, vmid, kind }: Pick<Guest, 'node' | 'vmid' | 'kind'>) {
  const { data, error, refetch } = useCall(`GET /nodes/{node}/${kind}/{vmid}/snapshot`, { node, vmid }, { watch: [`/vms/${vmid}`] })
  const lines = useMemo(() => (data ? snapshotTree(data as readonly SnapshotRow[]) : none), [data])
  return { lines, loaded: data !== undefined, error, refetch }
}
