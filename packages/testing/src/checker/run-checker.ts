import type { ChildProcess } from 'node:child_process'
import { cpSync, existsSync, globSync, mkdirSync, openSync, closeSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { untilTrue } from '../lab/machine-processes.ts'
import { startStoreLab, type StoreLab } from '../lab/store-lab.ts'
import { actionsOf, judge, type FinalState } from './judge.ts'
import { faultNames, faults, type FaultName } from './nemesis.ts'
import { randomFrom } from './random.ts'
import { clock, readRecord, type Line } from './record.ts'

export interface CheckerOptions {
  readonly seed: number
  readonly seconds: number
  /** One after the other, instead of any. */
  readonly faults?: readonly FaultName[]
  readonly tell: (text: string) => void
  /** Where histories and logs go when something is wrong. */
  readonly keep?: string
}

export interface CheckerResult {
  readonly findings: readonly string[]
  readonly counts: Readonly<Record<string, number>>
}

const nodeCount = 3
const healedSeconds = 60
const endSeconds = 40

/** Works on the config tree of three nodes while faults are worked on them, and judges what was seen. */
export async function runChecker(options: CheckerOptions): Promise<CheckerResult> {
  await using stores = await startStoreLab(nodeCount, { diskMiB: 64, quiet: true })
  const crew = new Crew(stores, options.seed)
  const findings: string[] = []
  for (const node of stores.lab.nodes) crew.start(node)
  try {
    await breakThings(stores, crew, options)
    await sleep(2000)
    findings.push(...(await everyoneWrites(stores)))
    findings.push(...(await crew.stop()))
  } finally {
    crew.killAll()
  }
  const finals = await finalStates(stores)
  const records = crew.records()
  findings.push(...judge(records, finals))
  if (findings.length && options.keep !== undefined) keep(stores, options.keep, findings)
  return { findings, counts: countEnds(records) }
}

async function breakThings(stores: StoreLab, crew: Crew, { seed, seconds, tell, faults: named }: CheckerOptions): Promise<void> {
  const random = randomFrom(seed)
  const end = clock() + seconds * 1000
  const rounds = named?.length ?? Infinity
  await sleep(1000)
  for (let round = 0; clock() < end && round < rounds; round++) {
    const name = named?.[round] ?? (faultNames[random(faultNames.length)] as FaultName)
    const [a = 1, b = 2, c = 3] = shuffled(stores.lab.nodes, random)
    // Some are shorter than what anyone notices, some longer than all patience.
    const ms = [200, 700, 2000, 4000, 7000][named ? 2 + (round % 2) : random(5)] ?? 0
    tell(`${((end - clock()) / 1000).toFixed(0).padStart(4)} s left: ${name} (${[a, b, c].map(node => `n${node}`).join(' ')}, ${ms} ms)`)
    await faults[name]({
      stores,
      nodes: [a, b, c],
      ms,
      async powerOff(node, offMs) {
        await stores.lab.kill(node)
        await sleep(offMs)
        await stores.boot(node)
        crew.start(node)
      },
    })
    for (const what of ['corosync', 'store'] as const) {
      for (const node of stores.lab.nodes) {
        if (stores.isRunning(node, what)) continue
        tell(`${what} of n${node} had ended by itself`)
        if (what === 'corosync') stores.startCorosync(node)
        else await stores.startStore(node)
      }
    }
    await sleep(random(4) ? random(3000) : 200)
  }
}

function shuffled(nodes: readonly number[], random: (below: number) => number): number[] {
  const left = [...nodes]
  return nodes.flatMap(() => left.splice(random(left.length), 1))
}

/** Healed, every node takes part again by itself. */
async function everyoneWrites(stores: StoreLab): Promise<string[]> {
  const findings = await Promise.all(
    stores.lab.nodes.map(async node => {
      try {
        const writes = async () => (await stores.lab.exec(node, ['tee', `/etc/pve/checker/end-n${node}`], 'x')).code === 0
        await untilTrue(`n${node} writes again`, writes, healedSeconds)
        return []
      } catch (error) {
        return [String(error)]
      }
    }),
  )
  return findings.flat()
}

/** As of one revision, if they come to one: locks and reservations go on ending for a while. */
async function finalStates({ lab }: StoreLab): Promise<FinalState[]> {
  const script = join(import.meta.dirname, 'final-state-process.ts')
  for (let left = 10; ; left--) {
    const texts = await Promise.all(lab.nodes.map(node => lab.must(node, [process.execPath, script, lab.name(node)])))
    const finals = texts.map(text => JSON.parse(text) as FinalState)
    if (left === 0 || new Set(finals.map(({ revision }) => revision)).size === 1) return finals
    await sleep(1000)
  }
}

function countEnds(records: ReadonlyMap<string, readonly Line[]>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const line of [...records.values()].flat()) {
    const what = 'local' in line ? 'local reads' : 'end' in line ? line.end : 'actions'
    counts[what] = (counts[what] ?? 0) + 1
  }
  return counts
}

function keep(stores: StoreLab, folder: string, findings: readonly string[]): void {
  for (const node of stores.lab.nodes) {
    const to = join(folder, stores.lab.name(node))
    mkdirSync(to, { recursive: true })
    cpSync(stores.lab.disk(node, 'var/log'), to, { recursive: true, filter: path => !path.endsWith('.img') })
    for (const path of globSync(`${stores.lab.root(node)}/var/lib/quorate/*`)) cpSync(path, join(to, basename(path)), { recursive: true })
  }
  writeFileSync(join(folder, 'findings'), findings.join('\n'))
}

/** The workers of all nodes. */
class Crew {
  #stores: StoreLab
  #seed: number
  #started = 0
  #histories: { readonly name: string; readonly path: string; readonly child: ChildProcess }[] = []

  constructor(stores: StoreLab, seed: number) {
    this.#stores = stores
    this.#seed = seed
  }

  /** Once more for every start of the machine. */
  start(node: number): void {
    const { lab } = this.#stores
    const name = `n${node}-${++this.#started}`
    const inside = `/var/log/history-${name}`
    const script = join(import.meta.dirname, 'worker-process.ts')
    const log = openSync(join(lab.disk(node, 'var/log'), `worker-${name}.log`), 'a')
    const nodes = lab.nodes.map(one => lab.name(one)).join(',')
    const argv = [process.execPath, script, lab.name(node), nodes, inside, String(this.#seed * 100 + this.#started)]
    const child = lab.spawn(node, argv, { stdio: ['ignore', log, log], env: { UV_THREADPOOL_SIZE: '8' } })
    closeSync(log)
    this.#histories.push({ name, path: join(lab.disk(node, 'var/log'), `history-${name}`), child })
  }

  /** Who has not ended waits for something that does not come. */
  async stop(): Promise<string[]> {
    for (const { path } of this.#histories) writeFileSync(`${path}.stop`, '')
    const ended = ({ child }: { child: ChildProcess }) => child.exitCode !== null || child.signalCode !== null
    const late = () => this.#histories.filter(one => !ended(one))
    for (let left = endSeconds; left > 0 && late().length; left--) await sleep(1000)
    return late().map(({ name, path }) => {
      const open = actionsOf(name, readRecord(path)).filter(({ completed }) => completed === Infinity)
      return `the worker ${name} still waits: ${JSON.stringify(open)}`
    })
  }

  killAll(): void {
    for (const { child } of this.#histories) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
  }

  records(): Map<string, Line[]> {
    return new Map(this.#histories.filter(({ path }) => existsSync(path)).map(({ name, path }) => [name, readRecord(path)]))
  }
}
