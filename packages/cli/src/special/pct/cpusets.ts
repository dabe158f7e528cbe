import { Failure } from '@quorate/schema/failure'
import { ctPath } from '../guest-path.ts'
import type { SpecialRun } from '../special-run.ts'

interface Row {
  readonly vmid: number
  readonly status: string
}

/** `100:  0     2` - each CPU in a column of its own. */
export function cpuLines(sets: ReadonlyMap<number, readonly number[]>): string {
  const last = Math.max(...[...sets.values()].flat())
  const width = String(last).length
  const label = Math.max(...[...sets.keys()].map(vmid => String(vmid).length))
  const lines = [...sets].map(([vmid, cpus]) => {
    const cells = Array.from({ length: last + 1 }, (_, cpu) => (cpus.includes(cpu) ? String(cpu) : '').padStart(width))
    return `${String(vmid).padStart(label)}: ${cells.join(' ')}`.trimEnd()
  })
  const rule = '-'.repeat(label + 2 + (last + 1) * (width + 1) - 1)
  return [rule, ...lines, rule].map(line => `${line}\n`).join('')
}

/** Which CPUs running containers were given; those that may use all are not listed. */
export const cpusets: SpecialRun = async ({ connection, terminal, read }) => {
  read()
  const rows = (await connection.call('GET', `/nodes/${connection.node}/lxc`, {})).data as readonly Row[]
  const sets = new Map<number, readonly number[]>()
  for (const { vmid, status } of rows.toSorted((a, b) => a.vmid - b.vmid)) {
    if (status !== 'running') continue
    try {
      const { cpus } = (await connection.call('GET', `${ctPath(connection, String(vmid))}/cpuset`, {})).data as { cpus?: readonly number[] }
      if (cpus) sets.set(vmid, cpus)
    } catch (error) {
      // It has ended since the list was made.
      if (!(error instanceof Failure)) throw error
    }
  }
  if (sets.size > 0) terminal.out(cpuLines(sets))
  return 0
}
