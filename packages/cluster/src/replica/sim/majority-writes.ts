import { describe } from './nodes.ts'
import type { World } from './world.ts'

/** After so long a healthy majority must have made a write. */
const writableMs = 20_000

/** Nodes enough, one of which surely has all there is, need nobody else. Throws when they do not write. */
export function majorityWrites(world: World): void {
  const { nodes, random, links, profile } = world
  const chosen = random.shuffled(nodes).slice(0, Math.floor(nodes.length / 2) + 1)
  if (2 * chosen.filter(({ storage }) => !storage.lost).length <= nodes.length) return
  const newest = Math.max(...nodes.map(({ storage }) => storage.installed))
  if (!chosen.some(({ storage }) => storage.installed === newest && !storage.unclean)) return
  const others = nodes.filter(node => !chosen.includes(node))
  world.note(`well: ${chosen.map(({ id }) => id).join()}`)
  if (random.chance(0.5)) for (const node of others) world.stopProcess(node)
  world.mend(chosen)
  const groups = [chosen, others].map(group => group.map(({ id }) => id)).filter(group => group.length)
  links.change(groups, world.now)
  // Where entries are missed, each costs a new epoch.
  const limit = world.now + writableMs * (profile.holes ? 4 : 1)
  let id = ''
  let askedAt = -Infinity
  while (!world.isAcknowledged(id)) {
    if (world.now > limit) throw new Error(`not writable: ${describe(nodes)}`)
    for (const node of chosen) world.startProcess(node)
    if (world.now - askedAt > 1000) {
      id = world.write(random.pick(chosen))
      askedAt = world.now
    }
    world.step()
  }
}
