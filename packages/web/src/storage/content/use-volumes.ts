import { useMemo } from 'react'
import { useCall } from '../../api/use-call.ts'
import { volumeOf } from './volume.ts'

/** Tasks after whose end other volumes may be there. */
const tasks = [
  'imgcopy',
  'imgdel',
  'download',
  'templatebuild',
  'ociregistrypull',
  'prunebackups',
  'vzdump',
  ...['create', 'destroy', 'clone', 'restore', 'template', 'config', 'move'].flatMap(work => [`qm${work}`, `vz${work}`]),
  'move_volume',
  'resize',
]

/** What is on a storage, as a node sees it. */
export function useVolumes(node: string, storage: string, enabled = true) {
  const query = useCall('GET /nodes/{node}/storage/{storage}/content', { node, storage }, { tasks, enabled })
  const volumes = useMemo(() => (query.data ?? []).map(volumeOf), [query.data])
  return { ...query, volumes }
}
