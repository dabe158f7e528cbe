import type { IdMap, IdRange } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { ConfigLines } from './lxc-text.ts'
import type { ContainerConfig, RawLine } from './container-config.ts'

const usual: IdRange = { inside: 0, outside: 100_000, count: 65_536 }
/** Of unprivileged containers whose config says nothing else. */
export const usualIdMap: IdMap = { uid: [usual], gid: [usual] }
const none: IdMap = { uid: [], gid: [] }
const form = /^([ugb])\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})$/

function overlap(ranges: readonly IdRange[], first: (range: IdRange) => number): boolean {
  const sorted = ranges.toSorted((a, b) => first(a) - first(b))
  return sorted.some((range, at) => at > 0 && first(sorted[at - 1]!) + sorted[at - 1]!.count > first(range))
}

function check(kind: string, ranges: readonly IdRange[]): void {
  if (!ranges.some(range => range.inside === 0 && range.count > 0))
    throw new Failure(`lxc.idmap: no line '${kind} 0 ...': root of the container needs an id`)
  if (ranges.some(({ outside, count }) => count < 1 || outside + count > 2 ** 32))
    throw new Failure(`lxc.idmap: a range of '${kind}' lines is empty or too large`)
  if (overlap(ranges, range => range.inside) || overlap(ranges, range => range.outside))
    throw new Failure(`lxc.idmap: ranges of '${kind}' lines overlap`)
}

/** The id map of a container: what its raw lines say, else the usual one for an unprivileged container. Empty: privileged. */
export function planIdMap(config: ContainerConfig, raw: readonly RawLine[]): IdMap {
  const lines = raw.filter(([key, value]) => key === 'lxc.idmap' && value !== '')
  if (lines.length === 0) return config.unprivileged ? usualIdMap : none
  const map: { uid: IdRange[]; gid: IdRange[] } = { uid: [], gid: [] }
  for (const [, value] of lines) {
    const [, kind, inside, outside, count] = form.exec(value.trim()) ?? []
    if (kind === undefined) throw new Failure(`lxc.idmap: '${value}' is not of the form 'u 0 100000 65536'`)
    const range = { inside: Number(inside), outside: Number(outside), count: Number(count) }
    if (kind !== 'g') map.uid.push(range)
    if (kind !== 'u') map.gid.push(range)
  }
  check('u', map.uid)
  check('g', map.gid)
  return map
}

export function isPrivileged(map: IdMap): boolean {
  return map.uid.length === 0
}

export function idMapLines(map: IdMap): ConfigLines {
  const line =
    (kind: string) =>
    ({ inside, outside, count }: IdRange): [string, string] => ['lxc.idmap', `${kind} ${inside} ${outside} ${count}`]
  return [...map.uid.map(line('u')), ...map.gid.map(line('g'))]
}
