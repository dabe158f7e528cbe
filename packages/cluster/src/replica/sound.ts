import type { Report } from './message.ts'

/**
 * Nodes that have applied as much must have the same. Where they have not, one's disk or memory has failed, or a person let
 * some go on without the others: what most of those have who are in the newest epoch stands, then what most have, and the
 * others count as empty. Returns the reports to go by and who is damaged.
 */
export function soundReports(reports: ReadonlyMap<number, Report>): { reports: Map<number, Report>; damaged: Set<number> } {
  const damaged = new Set<number>()
  const byApplied = Map.groupBy(
    [...reports].filter(([, report]) => report.applied > 0),
    ([, report]) => report.applied,
  )
  const newest = Math.max(...[...reports.values()].map(report => report.installed))
  const inNewest = (group: readonly [number, Report][]) => group.filter(([, report]) => report.installed === newest).length
  for (const same of byApplied.values()) {
    const byDigest = [...Map.groupBy(same, ([, report]) => report.digest).values()]
    const [, ...rest] = byDigest.toSorted((a, b) => inNewest(b) - inNewest(a) || b.length - a.length || lowest(a) - lowest(b))
    for (const [node] of rest.flat()) damaged.add(node)
  }
  return { reports: new Map([...reports].map(([node, report]) => [node, damaged.has(node) ? emptied(report) : report])), damaged }
}

const lowest = (group: readonly [number, Report][]) => Math.min(...group.map(([node]) => node))

function emptied(report: Report): Report {
  return { ...report, installed: 0, members: [], lost: true, continuing: false, applied: 0, last: 0, digest: '' }
}
