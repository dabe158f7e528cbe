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

/**
 * May these nodes decide for the cluster, and acknowledge for it? They may when they are quorate, at least half of all,
 * and surely know everything that was ever acknowledged. An entry is acknowledged when all members of its epoch have it, so
 * it takes one member of the newest epoch that there ever was:
 * - more than half of all nodes contain one, as every epoch takes at least half of them;
 * - of two halves, the quorum device lets one go on. It keeps no memory: the other half, asked later, may be told that it
 *   is quorate too. So a half has to contain a node that comes directly from that epoch, or to be all of its members. And
 *   it waits: those who are lost may be told the same as long as they can take themselves for such a node.
 * When every node is there, nobody else can know more. A node that lost its disk proves nothing. One whose machine lost
 * power may lack the end of an epoch.
 */
export function mayDecide(reports: ReadonlyMap<number, Report>): boolean {
  const nodes = [...reports.keys()]
  const all = [...reports.values()]
  if (!all.every(({ quorum }) => quorum.quorate && nodes.every(node => quorum.ring.includes(node)))) return false
  if (new Set(all.filter(report => report.installed > 0).map(report => report.cluster)).size > 1) return false
  const newest = holders(reports)
  const [first] = newest
  if (!first) return false
  const total = Math.max(...all.map(({ quorum }) => quorum.total))
  if (votesOf(all) >= total) return true
  const isWhole = first[1].members.every(member => reports.get(member)?.lost === false)
  if (!isWhole && newest.every(([, report]) => report.unclean)) return false
  const sound = all.filter(report => !report.lost)
  if (2 * votesOf(sound) > total) return true
  const isHalf = 2 * votesOf(sound) === total && all.every(({ quorum, settled }) => quorum.tieBroken && settled)
  return isHalf && (isWhole || newest.some(([, report]) => report.continuing))
}
