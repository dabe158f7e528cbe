/** Chains of events in which a protocol of this kind loses data, if it can: each goes on when what it waits for is so. */
import { loseDisk, powerOff, powerOn, regroup } from './faults.ts'
import type { PlotName } from './profile.ts'
import type { Node, Stage } from './stage.ts'

/** What it yields is waited for. */
export type Plot = Generator<() => boolean, undefined>

const idsOf = (nodes: readonly Node[]) => nodes.map(({ id }) => id)

/** Until something is so, but no longer than some time. */
function until(world: Stage, ms: number, isSo: () => boolean = () => false): () => boolean {
  const end = world.now + ms
  return () => world.now >= end || isSo()
}

/** These nodes write by themselves. */
const goOn = (nodes: readonly Node[]) => () =>
  nodes.some(({ storage, replica }) => replica?.phase === 'member' && storage.members.every(member => idsOf(nodes).includes(member)))

/** Clients of these nodes write, until the first of them has an answer. */
function* writeAt(world: Stage, nodes: readonly Node[], ms = 3000): Plot {
  const ids = nodes.flatMap(node => [world.write(node), world.write(node)])
  yield until(world, ms, () => ids.some(id => world.isAcknowledged(id)))
}

function inTwo(world: Stage): [Node[], Node[]] {
  const shuffled = world.random.shuffled(world.nodes)
  const half = Math.ceil(shuffled.length / 2)
  return [shuffled.slice(0, half), shuffled.slice(half)]
}

function* allWell(world: Stage): Plot {
  world.mend(world.nodes)
  regroup(world, [idsOf(world.nodes)])
  yield until(world, 15_000, () => world.nodes.every(({ replica }) => replica?.phase === 'member'))
}

/** Some go on by themselves, acknowledge, and are gone; the others, hindered in all kinds of ways, are asked next. */
function* outlived(world: Stage): Plot {
  const { random } = world
  if (random.chance(0.7)) yield* allWell(world)
  const [ones, others] = inTwo(world)
  const hindrance = random.pick(['nothing', 'muted', 'frozen', 'still', 'deaf', 'deaf'])
  if (hindrance === 'muted') for (const { id } of others) world.links.muted.add(id)
  if (hindrance === 'frozen') for (const node of others) node.frozen = true
  if (hindrance === 'deaf') for (const { id } of others) world.network.machine(id).deaf = true
  if (hindrance === 'still') {
    for (const node of others) {
      node.stillSince ??= world.now
      world.network.machine(node.id).still = true
    }
  }
  if (hindrance === 'deaf' && random.chance(0.7)) {
    for (const node of ones) world.write(node)
  } else regroup(world, [idsOf(ones), idsOf(others)])
  yield until(world, 20_000, goOn(ones))
  yield* writeAt(world, ones)
  // For a moment those who come late hear what happened.
  if (random.chance(0.5)) {
    release(world, others)
    yield until(world, random.below(300))
  }
  if (random.chance(0.2)) for (const node of ones) world.stopProcess(node)
  else for (const node of ones) powerOff(world, node)
  yield until(world, random.below(4000))
  release(world, others)
  world.links.change(undefined, world.now)
  yield until(world, random.below(12_000), goOn(others))
  yield* writeAt(world, others)
  for (const node of ones) powerOn(world, node)
  if (random.chance(0.5)) for (const node of others) powerOff(world, node)
  for (const node of ones) world.startProcess(node)
  yield until(world, random.below(12_000), goOn(ones))
  return yield* writeAt(world, ones)
}

/** Half of them stand still right after the quorum device voted for them, and come back when it has voted for the others. */
function* thawed(world: Stage): Plot {
  yield* allWell(world)
  const [ones, others] = inTwo(world)
  for (const { id } of others) world.links.muted.add(id)
  regroup(world, [idsOf(ones), idsOf(others)])
  yield until(world, 6000, () => ones.every(({ replica }) => replica?.quorum.ring.length === ones.length))
  for (const node of ones) {
    node.stillSince = world.now
    world.network.machine(node.id).still = true
  }
  world.links.change(undefined, world.now)
  yield until(world, 1800)
  world.links.unmute(world.now)
  for (const { id } of ones) world.links.muted.add(id)
  yield until(world, world.random.below(2000))
  for (const node of ones) {
    node.stillSince = undefined
    world.network.machine(node.id).still = false
  }
  yield until(world, 12_000, () => goOn(ones)() && goOn(others)())
  yield* writeAt(world, ones)
  yield* writeAt(world, others)
  world.links.unmute(world.now)
}

/** The quorum device changes its mind, as soon as it has voted for half of them. */
function* revoked(world: Stage): Plot {
  yield* allWell(world)
  const [ones, others] = inTwo(world)
  regroup(world, [idsOf(ones), idsOf(others)])
  const isTold = ([node]: readonly Node[]) => node?.replica?.quorum.quorate === true && node.replica.quorum.ring.length === ones.length
  yield until(world, 6000, () => world.links.settled && (isTold(ones) || isTold(others)))
  world.links.moveVote(world.now)
  yield until(world, 12_000, () => goOn(ones)() || goOn(others)())
  const [first, second] = goOn(ones)() ? [ones, others] : [others, ones]
  yield* writeAt(world, first)
  for (const node of first) powerOff(world, node)
  yield until(world, 12_000, goOn(second))
  yield* writeAt(world, second)
}

function release(world: Stage, nodes: readonly Node[]): void {
  world.links.unmute(world.now)
  for (const node of nodes) {
    node.frozen = false
    node.stillSince = undefined
    const machine = world.network.machine(node.id)
    machine.still = machine.deaf = false
  }
}

/** The one with the bad disk, of few that know all, is left with those who know nothing. */
function* badDisk(world: Stage): Plot {
  const { random, profile } = world
  const weak = world.nodes[profile.weak - 1]
  if (!weak) return
  if (random.chance(0.7)) yield* allWell(world)
  const others = random.shuffled(world.nodes.filter(node => node !== weak))
  const along = others.slice(0, Math.floor(world.nodes.length / 2))
  const away = others.slice(along.length)
  const know = [weak, ...along]
  regroup(world, [idsOf(know), idsOf(away)])
  yield until(world, 20_000, goOn(know))
  yield* writeAt(world, know)
  for (const node of along) powerOff(world, node)
  if (random.chance(0.5)) powerOff(world, weak)
  else loseDisk(world, weak)
  powerOn(world, weak)
  const left = [weak, ...away]
  regroup(world, [idsOf(left), idsOf(along)])
  yield until(world, 12_000, goOn(left))
  yield* writeAt(world, left)
  for (const node of along) powerOn(world, node)
}

/** These get entries that the others do not get; they are deaf for now. */
function* onlyHere(world: Stage, nodes: readonly Node[]): Plot {
  for (const node of world.nodes) if (!nodes.includes(node)) world.network.machine(node.id).deaf = true
  for (let count = 0; count < 8; count++) {
    world.write(world.random.pick(nodes))
    yield until(world, 2)
  }
  yield until(world, world.random.below(500))
}

/** One has much that nobody else has, when it is cut off; the others go on with little. */
function* longTail(world: Stage): Plot {
  const { random } = world
  yield* allWell(world)
  const [one, ...others] = random.shuffled(world.nodes)
  if (!one) return
  yield* onlyHere(world, [one])
  regroup(world, [[one.id], idsOf(others)])
  yield until(world, 5000, () => world.links.settled)
  for (const { id } of others) world.network.machine(id).deaf = false
  yield until(world, 12_000, goOn(others))
  yield* writeAt(world, others.slice(0, 1))
  regroup(world, [idsOf(world.nodes)])
}

/** One that was away for long catches up while the others write without a pause. */
function* chased(world: Stage): Plot {
  const { random } = world
  yield* allWell(world)
  const [one, ...others] = random.shuffled(world.nodes)
  if (!one) return
  regroup(world, [[one.id], idsOf(others)])
  yield until(world, 12_000, goOn(others))
  for (let count = 0; count < 20; count++) {
    world.write(random.pick(others))
    yield until(world, 10)
  }
  regroup(world, [idsOf(world.nodes)])
  yield until(world, 5000, () => one.replica?.phase === 'following')
  for (let count = 0; count < 60; count++) {
    world.write(random.pick(others))
    yield until(world, random.below(15))
  }
}

/** A member of a new epoch is gone at the moment in which the others begin it. */
function* leftAtBegin(world: Stage): Plot {
  const [ones, others] = inTwo(world)
  regroup(world, [idsOf(ones), idsOf(others)])
  yield until(world, 20_000, goOn(ones))
  yield* writeAt(world, ones)
  regroup(world, [idsOf(world.nodes)])
  const behind = () => {
    const newest = world.nodes.toSorted((a, b) => b.storage.installed - a.storage.installed)[0]?.storage
    return ones.filter(({ id, storage }) => newest?.members.includes(id) && storage.installed < newest.installed)
  }
  yield until(world, 15_000, () => behind().length > 0)
  for (const node of behind()) powerOff(world, node)
  yield until(world, 12_000, goOn(others))
  yield* writeAt(world, others)
  for (const node of others) powerOff(world, node)
  for (const node of ones) powerOn(world, node)
  yield until(world, 12_000, goOn(ones))
  return yield* writeAt(world, ones)
}

/** Two groups with one node in common, which ends right after it has spoken in the first one's round. */
function* inCommon(world: Stage): Plot {
  const { random } = world
  yield* allWell(world)
  const shuffled = random.shuffled(world.nodes)
  const at = Math.floor(shuffled.length / 2)
  const [common] = shuffled.slice(at)
  const ones = shuffled.slice(0, at + 1)
  const others = shuffled.slice(at)
  if (!common) return
  yield* onlyHere(world, ones.slice(0, at))
  regroup(world, [idsOf(ones), idsOf(others.slice(1))])
  yield until(world, 5000, () => world.links.settled)
  for (const { id } of others) world.network.machine(id).deaf = false
  common.fuseAfter = random.pick(['ready', 'ready', 'in-step', 'hello', 'ack'])
  yield until(world, 5000, () => !common.replica)
  yield until(world, random.below(3000))
  regroup(world, [idsOf(ones.slice(0, at)), idsOf(others)])
  yield until(world, 5000, () => world.links.settled)
  world.startProcess(common)
  yield until(world, 12_000, goOn(others))
  yield* writeAt(world, others)
  regroup(world, [idsOf(world.nodes)])
}

export const plots: Readonly<Record<PlotName, (world: Stage) => Plot>> = {
  outlived,
  thawed,
  revoked,
  chased,
  badDisk,
  longTail,
  leftAtBegin,
  inCommon,
}
