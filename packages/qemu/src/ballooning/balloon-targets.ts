/** A running guest whose memory may be anything between two sizes. All in bytes. */
export interface BalloonGuest {
  readonly vmid: number
  readonly minimum: number
  readonly maximum: number
  /** Weight against the others. */
  readonly shares: number
  /** What it has now. */
  readonly actual: number
}

export interface HostMemory {
  readonly total: number
  readonly used: number
  /** per cent of the total that shall be used */
  readonly target: number
}

/** So much off the target is left alone: guests would be kept busy for nothing. */
const tolerance = 0.01
/** Part of its largest size by which a guest changes at once. Its kernel has to find the pages. */
const stepOfMaximum = 1 / 8
const smallestStep = 128 * 2 ** 20
const page = 4096

/** Spreads `pool` over the guests by their shares; what one cannot take goes to the others. */
function spread(pool: number, guests: readonly BalloonGuest[]): Map<number, number> {
  const extra = new Map(guests.map(guest => [guest.vmid, 0]))
  let left = pool
  let open = guests
  while (open.length > 0 && left >= page) {
    const weight = open.reduce((sum, guest) => sum + guest.shares, 0)
    const taken = open.map(guest => {
      const has = extra.get(guest.vmid) ?? 0
      const more = Math.min((left * guest.shares) / weight, guest.maximum - guest.minimum - has)
      extra.set(guest.vmid, has + more)
      return more
    })
    left -= taken.reduce((sum, one) => sum + one, 0)
    const full = open.filter(guest => (extra.get(guest.vmid) ?? 0) < guest.maximum - guest.minimum)
    if (full.length === open.length) break
    open = full
  }
  return extra
}

/**
 * Sizes that guests shall be given now, by vmid; those that stay as they are, are left out. Above its minimum each gets of
 * what the node can spare according to its shares: more when less of the node's memory is in use than it should be, less
 * when more is. They come near in steps.
 */
export function balloonTargets({ total, used, target }: HostMemory, guests: readonly BalloonGuest[]): Map<number, number> {
  const changes = new Map<number, number>()
  const spare = (total * target) / 100 - used
  if (Math.abs(spare) <= total * tolerance) return changes
  const able = guests.filter(guest => guest.shares > 0 && guest.minimum < guest.maximum)
  const given = able.reduce((sum, guest) => sum + guest.actual - guest.minimum, 0)
  const extra = spread(Math.max(0, spare + given), able)
  for (const { vmid, minimum, maximum, actual } of able) {
    const goal = minimum + (extra.get(vmid) ?? 0)
    const step = Math.max(smallestStep, maximum * stepOfMaximum)
    const next = Math.round(Math.min(Math.max(goal, actual - step), actual + step) / page) * page
    if (next !== actual) changes.set(vmid, next)
  }
  return changes
}
