import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { ChildProcess } from 'node:child_process'
import { requestMembershipChange } from '@quorate/cluster/membership'
import { configureCorosync, extendCorosync } from './configure-corosync.ts'
import type { Lab } from './lab.ts'
import { childOf, signal, untilTrue } from './machine-processes.ts'
import { startLab } from './start-lab.ts'

const cluster = 'stores'
const diskImage = '/var/log/quorate-disk.img'

export type StoreLabProcess = 'corosync' | 'store'

export interface StoreLabOptions {
  /** Of Node, for the stores. */
  readonly flags?: readonly string[]
  /** Of the stores. */
  readonly env?: NodeJS.ProcessEnv
  /** /var/lib/quorate is a disk of its own, of so many MiB, which can be full. */
  readonly diskMiB?: number
  /** Nodes that are members at first (default: all); the others are on, with nothing in them. */
  readonly members?: number
  /** What the stores say is appended to `store.log` in /var/log of their node, instead of being shown. */
  readonly quiet?: boolean
}

/** Nodes of a lab that run corosync and the config store, and nothing else of the product. */
export class StoreLab implements AsyncDisposable {
  readonly lab: Lab
  #options: StoreLabOptions
  #running = new Map<string, ChildProcess>()

  constructor(lab: Lab, options: StoreLabOptions) {
    this.lab = lab
    this.#options = options
  }

  /** Starts corosync of a node. */
  startCorosync(node: number): ChildProcess {
    const child = this.lab.spawn(node, ['corosync', '-f'])
    this.#running.set(`corosync ${node}`, child)
    return child
  }

  /** Starts the store of a node; resolves when clients can connect. Fails when it ends before that. */
  async startStore(node: number, flags = this.#options.flags ?? [], env = this.#options.env ?? {}): Promise<ChildProcess> {
    const script = join(import.meta.dirname, 'store-process.ts')
    const log = this.#options.quiet ? openSync(join(this.lab.disk(node, 'var/log'), 'store.log'), 'a') : undefined
    const setting = Object.entries(env).map(([name, value]) => `${name}=${value}`)
    const argv = ['env', ...setting, process.execPath, '--max-semi-space-size=4', ...flags, script, this.lab.name(node)]
    const child = this.lab.spawn(node, argv, { stdio: ['ignore', 'pipe', log ?? 'inherit'] })
    if (log !== undefined) closeSync(log)
    this.#running.set(`store ${node}`, child)
    let ready = false
    child.stdout?.on('data', () => (ready = true))
    await untilTrue(`the store of ${this.lab.name(node)} runs`, () => {
      if (!ready && hasEnded(child)) throw new Error(`the store of ${this.lab.name(node)} ended when it started`)
      return ready
    })
    return child
  }

  /** The process outside that stands for it; undefined: it was never started. */
  process(node: number, what: StoreLabProcess): ChildProcess | undefined {
    return this.#running.get(`${what} ${node}`)
  }

  isRunning(node: number, what: StoreLabProcess): boolean {
    const child = this.process(node, what)
    return child !== undefined && !hasEnded(child)
  }

  /** Signals the process itself. False: it does not run. */
  signal(node: number, what: StoreLabProcess, name: NodeJS.Signals): boolean {
    const outer = this.process(node, what)
    const inner = outer && !hasEnded(outer) ? childOf(outer.pid ?? 0) : undefined
    // What stands for it outside stops with it, and does not go on with it.
    if (name !== 'SIGSTOP' && outer?.pid !== undefined && !hasEnded(outer)) signal(outer.pid, 'SIGCONT')
    return inner !== undefined && signal(inner, name)
  }

  /** kill -9; resolves when it is gone. */
  async killProcess(node: number, what: StoreLabProcess): Promise<void> {
    this.signal(node, what, 'SIGKILL')
    await untilTrue(`${what} of ${this.lab.name(node)} is gone`, () => !this.isRunning(node, what))
  }

  /** After a loss of power: the machine, corosync and the store. */
  async boot(node: number): Promise<void> {
    await this.lab.boot(node)
    await this.#mountDisk(node)
    this.startCorosync(node)
    await this.startStore(node)
  }

  /** Makes the members' cluster and starts them. */
  async form(): Promise<void> {
    const { lab } = this
    const members = lab.nodes.slice(0, this.#options.members)
    const [first = 1, ...others] = members
    for (const number of lab.nodes) await this.#mountDisk(number)
    const conf = configureCorosync(lab, cluster, members)
    for (const number of members) this.#prepare(number, number === first)
    await Promise.all(members.map(number => this.startStore(number)))
    await untilTrue('the stores write', async () => (await lab.exec(first, ['mkdir', '-p', '/etc/pve/lab'])).code === 0)
    await lab.must(first, ['tee', '/etc/pve/corosync.conf'], conf)
    for (const number of others) await this.untilInStep(number)
  }

  /** Nodes that are no members become such, all at once. The others' corosync takes the new configuration. */
  async join(nodes: readonly number[]): Promise<void> {
    const present = this.lab.nodes.filter(node => this.isRunning(node, 'corosync'))
    const conf = extendCorosync(this.lab, present, nodes)
    const [first = 1] = present
    await this.lab.must(first, ['corosync-cfgtool', '-R'])
    await this.lab.must(first, ['tee', '/etc/pve/corosync.conf'], conf)
    for (const node of nodes) this.#prepare(node, false)
    await Promise.all(nodes.map(node => this.startStore(node)))
    for (const node of nodes) await this.untilInStep(node)
  }

  /** The node has the cluster's tree. */
  async untilInStep(node: number): Promise<void> {
    const holds = async () => (await this.lab.exec(node, ['test', '-s', '/etc/pve/corosync.conf'])).code === 0
    await untilTrue(`${this.lab.name(node)} is in step`, holds)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.lab[Symbol.asyncDispose]()
  }

  #prepare(node: number, found: boolean): void {
    const state = `${this.lab.root(node)}/var/lib/quorate`
    mkdirSync(state, { recursive: true })
    requestMembershipChange({ state }, { to: 'member', found, cluster, nodeId: node })
    this.startCorosync(node)
  }

  async #mountDisk(node: number): Promise<void> {
    const { diskMiB } = this.#options
    if (diskMiB === undefined) return
    const make = '[ -e "$1" ] || { truncate -s "$2M" "$1.new" && mkfs.ext4 -q -m 0 "$1.new" && mv "$1.new" "$1"; }'
    await this.lab.must(node, ['sh', '-ec', `${make}; mount -o loop "$1" /var/lib/quorate`, 'disk', diskImage, String(diskMiB)])
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

/** A cluster of stores; all of them run when it is there. */
export async function startStoreLab(nodes: number, options: StoreLabOptions = {}): Promise<StoreLab> {
  const lab = await startLab({ nodes, cluster: false, product: false })
  const stores = new StoreLab(lab, options)
  try {
    await stores.form()
    return stores
  } catch (error) {
    await lab[Symbol.asyncDispose]()
    throw error
  }
}
