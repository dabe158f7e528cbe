import { readProc, type IdMap, type IdRange } from '@quorate/host'
import { Failure } from '@quorate/schema'

/** Ids of a process as the kernel shows them. Those that are the machine's own are no map. */
export function parseIdMap(text: string): IdRange[] {
  const ranges = text
    .trim()
    .split('\n')
    .map(line => {
      const [inside = 0, outside = 0, count = 0] = line.trim().split(/\s+/).map(Number)
      return { inside, outside, count }
    })
  return ranges.every(range => range.inside === range.outside) ? [] : ranges
}

/** The id map that a process of a container lives with. Empty: the machine's own ids. */
export function processIdMap(pid: number): IdMap {
  const [uid, gid] = ['uid_map', 'gid_map'].map(file => readProc(`/proc/${pid}/${file}`))
  if (!uid || !gid) throw new Failure('the container has ended')
  return { uid: parseIdMap(uid), gid: parseIdMap(gid) }
}
