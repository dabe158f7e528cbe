import { faultKinds, type FaultKind } from './profile.ts'
import type { Node, Stage } from './stage.ts'

/** Something goes wrong, or is mended. */
export function fault(world: Stage): void {
  const { random, profile } = world
  const node = world.nodes[random.pick(profile.victims) - 1]
  if (node) faults[pickKind(world)](world, node)
}

function pickKind({ random, profile }: Stage): FaultKind {
  let left = random.between(
    0,
    Object.values(profile.weights).reduce((sum, weight) => sum + weight, 0),
  )
  return faultKinds.find(kind => (left -= profile.weights[kind]) < 0) ?? 'pause'
}

const faults: Record<FaultKind, (world: Stage, node: Node) => void> = {
  kill: (world, node) => world.stopProcess(node),
  start: world => {
    for (const node of world.nodes) world.startProcess(node)
  },
  /** In the middle of what it does. */
  crash: ({ random }, node) => {
    if (random.chance(0.5)) node.fuse = random.below(12)
    else node.fuseAfter = random.pick(['hello', 'ready', 'in-step', 'entries', 'ack', 'part'])
  },
  'power-off': powerOff,
  'power-on': world => {
    for (const node of world.nodes) powerOn(world, node)
  },
  freeze: (world, node) => {
    world.figures.freezes++
    world.note(`freeze ${node.id}`)
    node.frozen = true
  },
  'freeze-machine': (world, node) => {
    world.figures.freezes++
    world.note(`machine ${node.id} stands still`)
    node.stillSince ??= world.now
    world.network.machine(node.id).still = true
    world.links.change(undefined, world.now)
  },
  deaf: (world, { id }) => {
    world.note(`${id} is deaf`)
    world.network.machine(id).deaf = true
  },
  recover,
  'disk-full': (world, node) => {
    world.figures['full disks']++
    node.diskFull = world.random.chance(0.6)
  },
  'lose-disk': world => loseDisk(world),
  split,
  isolate: (world, { id }) => regroup(world, [[id], world.nodes.filter(node => node.id !== id).map(node => node.id)]),
  'hand-over': handOver,
  'join-all': world => {
    recover(world)
    regroup(world, [world.nodes.map(({ id }) => id)])
  },
  pause: world => {
    world.now += world.random.between(0, 3000)
  },
}

export function powerOff(world: Stage, node: Node): void {
  if (!node.powered) return
  world.note(`power off ${node.id}`)
  world.figures['power losses']++
  // Often it is shut down in good order.
  if (world.random.chance(0.3)) world.stopProcess(node)
  else world.cutPower(node)
  node.powered = false
  node.stillSince = undefined
  const loses = node.id === world.profile.weak && !world.isLastHolder(node)
  node.storage.losePower(transactions => (loses ? world.random.below(transactions) : transactions - 1))
  world.links.change(undefined, world.now)
}

export function powerOn(world: Stage, node: Node): void {
  if (node.powered) return
  world.note(`power on ${node.id}`)
  node.powered = true
  world.links.change(undefined, world.now)
  world.startProcess(node)
}

function recover(world: Stage): void {
  for (const node of world.nodes) {
    node.frozen = false
    node.diskFull = false
    node.stillSince = undefined
    const machine = world.network.machine(node.id)
    machine.still = machine.deaf = false
  }
  world.links.change(undefined, world.now)
}

export function loseDisk(world: Stage, node = world.nodes[world.profile.weak - 1]): void {
  if (!node?.powered || world.isLastHolder(node) || node.storage.installed === 0) return
  world.stopProcess(node)
  world.note(`the disk of ${node.id} is lost`)
  world.figures['lost disks']++
  node.storage.loseEverything()
  world.startProcess(node)
}

function split(world: Stage): void {
  const { random } = world
  const ids = random.shuffled(world.nodes.map(({ id }) => id))
  const at = 1 + random.below(ids.length)
  const groups = [ids.slice(0, at), ids.slice(at)]
  if (random.chance(0.2)) groups.push(groups[0]?.splice(0, 1) ?? [])
  regroup(
    world,
    groups.filter(group => group.length),
  )
}

/**
 * The worst that can be done to those who know all: one of them is left with those who do not, the others are gone. With
 * bad luck it is the one with the bad disk.
 */
function handOver(world: Stage): void {
  const { random, profile } = world
  const newest = Math.max(...world.nodes.map(({ storage }) => storage.installed))
  const know = world.nodes.filter(({ storage }) => storage.installed === newest)
  const weak = know.find(({ id }) => id === profile.weak)
  const one = weak && random.chance(0.7) ? weak : random.pick(know)
  const gone = know.filter(node => node !== one)
  const left = world.nodes.filter(node => !gone.includes(node))
  const harm = random.below(4)
  if (harm === 1) for (const node of gone) world.stopProcess(node)
  if (harm === 2) for (const node of gone) powerOff(world, node)
  if (one === weak) {
    const bad = random.below(4)
    if (bad <= 1) powerOff(world, one)
    if (bad === 2) loseDisk(world)
  }
  for (const node of left) powerOn(world, node)
  regroup(
    world,
    [left, gone].map(group => group.map(({ id }) => id)).filter(group => group.length),
  )
}

/** Links break or heal: for a while nothing gets through, then there are other rings. */
export function regroup(world: Stage, groups: readonly (readonly number[])[]): void {
  world.note(`links ${groups.map(group => group.join()).join(' | ')}`)
  world.figures.partitions++
  world.links.change(groups, world.now)
}
