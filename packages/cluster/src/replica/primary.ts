import type { Report } from './message.ts'

/** Those who hold the newest epoch of all reports. What was acknowledged in it is in the log of each, but for one that lost power; the best one first. */
export function holders(reports: ReadonlyMap<number, Report>): [number, Report][] {
  const newest = Math.max(...[...reports.values()].map(report => report.installed))
  if (newest === 0) return []
  return [...reports]
    .filter(([, report]) => report.installed === newest)
    .toSorted(([a, x], [b, y]) => Number(x.unclean) - Number(y.unclean) || y.last - x.last || a - b)
}

const votesOf = (reports: readonly Report[]) => reports.reduce((sum, { quorum }) => sum + quorum.votes, 0)
const total = (reports: ReadonlyMap<number, Report>) => Math.max(...[...reports.values()].map(({ quorum }) => quorum.total))
const tieBroken = (reports: ReadonlyMap<number, Report>) => [...reports.values()].every(({ quorum }) => quorum.tieBroken)

/**
 * May these nodes decide for the cluster? They may when they are quorate and surely know everything that was ever
 * acknowledged. An entry is acknowledged when all members of its epoch have it, so it takes one member of the newest
 * epoch that there ever was:
 * - more than half of all nodes contain one, as every epoch takes at least half of them;
 * - so do all members of the newest epoch that they know of;
 * - of two halves, the quorum device lets one go on. It keeps no memory: the other half, asked later, may be told that it
 *   is quorate too. So a half has to contain a node that comes directly from that epoch.
 * When every node is there, nobody else can know more. A node that lost its disk proves nothing. One whose machine lost
 * power may lack the end of an epoch.
 */
export function mayDecide(reports: ReadonlyMap<number, Report>): boolean {
  const nodes = [...reports.keys()]
  for (const { quorum } of reports.values()) {
    if (!quorum.quorate || !nodes.every(node => quorum.ring.includes(node))) return false
  }
  if (new Set([...reports.values()].filter(report => report.installed > 0).map(report => report.cluster)).size > 1) return false
  const newest = holders(reports)
  const [first] = newest
  if (!first) return false
  const all = total(reports)
  const everyone = votesOf([...reports.values()]) >= all
  const whole = first[1].members.every(member => reports.get(member)?.lost === false)
  if (everyone || whole) return true
  if (newest.every(([, report]) => report.unclean)) return false
  const votes = votesOf([...reports.values()].filter(report => !report.lost))
  return 2 * votes > all || (2 * votes === all && tieBroken(reports) && newest.some(([, report]) => report.continuing))
}

/** Are these nodes enough to acknowledge for the cluster? At least half of it, so that whoever decides later finds one of them. */
export function mayAcknowledge(reports: ReadonlyMap<number, Report>, members: ReadonlySet<number>): boolean {
  const votes = votesOf([...reports].filter(([node]) => members.has(node)).map(([, report]) => report))
  const all = total(reports)
  return 2 * votes > all || (2 * votes === all && tieBroken(reports))
}
