import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bootMachine, commandIn, diskFolder, environment, groupName, productCommand } from './boot-machine.ts'
import { groupMemory } from './lab-cgroups.ts'
import {
  addressOf,
  cutNetwork,
  cutPairs,
  fastAgain,
  healNetwork,
  linkCount,
  portName,
  slowCard,
  slowedPorts,
  type Cut,
} from './lab-network.ts'
import { machineFolder, processStart, type LabMachine, type LabRecord } from './lab-place.ts'
import { outsideParents, processesOf, signal, signalAll, untilTrue } from './machine-processes.ts'
import { must, run, type Ran } from './run.ts'

/** Of the machine that holds the quorum device. */
export const deviceNumber = 100
const allLinks = Array.from({ length: linkCount }, (_, link) => link)

/** Whole machines that share this one's system: see `startLab`. Nodes are numbered from 1 on, and called n1, n2, ... */
export class Lab implements AsyncDisposable {
  readonly record: LabRecord
  readonly nodes: readonly number[]
  #end: () => Promise<void>

  constructor(record: LabRecord, end: () => Promise<void>) {
    this.record = record
    this.nodes = Array.from({ length: record.nodes }, (_, at) => at + 1)
    this.#end = end
  }

  get number(): number {
    return this.record.number
  }

  /** Of root@pam on every node. */
  get password(): string {
    return this.record.password
  }

  /** The nodes, and the machine with the quorum device. */
  get machines(): readonly number[] {
    return this.record.device ? [...this.nodes, deviceNumber] : this.nodes
  }

  name(node: number): string {
    return this.#machine(node).name
  }

  /** On a link of the lab; link 0 is reached from this machine too. */
  address(node: number, link = 0): string {
    return addressOf(this.number, link, node)
  }

  url(node: number): string {
    return `https://${this.address(node)}:8006`
  }

  /** Its root folder, as seen from here, while it is on. */
  root(node: number): string {
    return `/proc/${this.#init(node)}/root`
  }

  /** A folder of its disk, also while it is off: `etc/corosync`, `etc/network`, `var/lib/quorate`, `var/lib/vz`, `var/log`, ... */
  disk(node: number, path: string): string {
    return diskFolder(this.number, this.#machine(node), path)
  }

  isOn(node: number): boolean {
    return this.#found(node) !== undefined
  }

  /** Switches it on; resolves when the product in it is ready. */
  async boot(node: number): Promise<void> {
    if (this.isOn(node)) throw new Error(`${this.name(node)} is on already`)
    const machine = this.#machine(node)
    const product = this.record.product && node !== deviceNumber
    const log = join(this.disk(node, 'var/log'), 'quorate.log')
    const before = existsSync(log) ? statSync(log).size : 0
    const init = await bootMachine(this.record, machine, product ? productCommand(machine.name) : [])
    writeFileSync(this.#pidFile(node), `${init} ${processStart(init)}`)
    if (!product) return
    await untilTrue(`the product on ${machine.name} is ready; see ${log}`, () => {
      if (!this.isOn(node)) throw new Error(`${machine.name} went off while it started`)
      return existsSync(log) && readFileSync(log).subarray(before).includes('Command line:')
    })
  }

  /** Switches all nodes on. When one fails, the others have started. */
  async bootAll(): Promise<void> {
    const results = await Promise.allSettled(this.nodes.map(node => this.boot(node)))
    for (const result of results) if (result.status === 'rejected') throw result.reason
  }

  /** Power off, at once: whatever was not on its disk is lost. */
  async kill(node: number): Promise<void> {
    const init = this.#found(node)
    if (init === undefined) return
    const inside = processesOf(init)
    signal(init, 'SIGKILL')
    for (const pid of outsideParents(inside)) signal(pid, 'SIGCONT')
    await untilTrue(`the processes of ${this.name(node)} have ended`, () => inside.every(pid => processStart(pid) === undefined))
    rmSync(this.#pidFile(node), { force: true })
  }

  /** Everything in it stands still, as if the machine hung. */
  async freeze(node: number): Promise<void> {
    await signalAll(this.#init(node), 'SIGSTOP')
  }

  async thaw(node: number): Promise<void> {
    await signalAll(this.#init(node), 'SIGCONT')
  }

  /** Cuts a machine off from all others, or from one, in both directions. This machine still reaches it. */
  async cut(node: number, other?: number, links: readonly number[] = allLinks): Promise<void> {
    const others = other === undefined ? this.machines.filter(one => one !== node) : [other]
    await this.#cut([...others.map(to => [node, to] as const), ...others.map(from => [from, node] as const)], links)
  }

  /** Nothing of `from` reaches `to`; the other way goes on. */
  async cutOneWay(from: number, to: number, links: readonly number[] = allLinks): Promise<void> {
    await this.#cut([[from, to]], links)
  }

  /** All that a node sends and gets goes at so many Mbit/s on each of its links. */
  async slow(node: number, mbit: number): Promise<void> {
    if (!(mbit > 0)) throw new Error(`a network cannot have ${mbit} Mbit/s`)
    for (const link of allLinks) {
      await must(slowCard(portName(this.number, this.#machine(node), link), mbit))
      await this.must(node, slowCard(`eth${link}`, mbit))
    }
  }

  /** Mends all that was cut or slowed down. */
  async heal(): Promise<void> {
    await healNetwork(this.number)
    const slowed = await slowedPorts()
    for (const node of this.machines) {
      for (const link of allLinks) {
        const port = portName(this.number, this.#machine(node), link)
        if (!slowed.has(port)) continue
        await must(fastAgain(port))
        if (this.isOn(node)) await this.must(node, fastAgain(`eth${link}`))
      }
    }
  }

  /** Runs a program to its end. */
  async exec(node: number, argv: readonly string[], input?: string): Promise<Ran> {
    return await run(this.#commandIn(node, argv), input, { env: environment(), cwd: '/' })
  }

  /** As `exec`, answers what it wrote and fails unless it ends with 0. */
  async must(node: number, argv: readonly string[], input?: string): Promise<string> {
    const { code, out, error } = await this.exec(node, argv, input)
    if (code === 0) return out
    throw new Error(`${this.name(node)}: ${argv.join(' ')}: ended with ${code}: ${(error.trim() || out.trim()).slice(0, 2000)}`)
  }

  /** Starts a program that goes on until it ends, is killed, or the machine goes off. */
  spawn(node: number, argv: readonly string[], options: SpawnOptions = {}): ChildProcess {
    const [program = '', ...args] = this.#commandIn(node, argv)
    return spawn(program, args, { stdio: 'ignore', cwd: '/', ...options, env: { ...environment(), ...options.env } })
  }

  /** Bytes that its processes take; files that the kernel keeps in memory are not counted. */
  memory(node: number): number {
    return groupMemory(groupName(this.number, this.#machine(node)))
  }

  /** What is cut, port by port. */
  async cuts(): Promise<string[]> {
    return await cutPairs(this.number)
  }

  /** Switches all off and removes every trace. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.machines.map(node => this.kill(node)))
    await this.#end()
  }

  #machine(number: number): LabMachine {
    if (!this.machines.includes(number)) throw new Error(`the lab has no node ${number}: its nodes are ${this.nodes.join(', ')}`)
    return { number, name: number === deviceNumber ? 'qnetd' : `n${number}` }
  }

  #pidFile(node: number): string {
    return join(machineFolder(this.number, this.#machine(node)), 'init')
  }

  #found(node: number): number | undefined {
    const file = this.#pidFile(node)
    const [pid, start] = existsSync(file) ? readFileSync(file, 'utf8').split(' ') : []
    return pid !== undefined && processStart(Number(pid)) === start ? Number(pid) : undefined
  }

  #init(node: number): number {
    const init = this.#found(node)
    if (init === undefined) throw new Error(`${this.name(node)} is off`)
    return init
  }

  #commandIn(node: number, argv: readonly string[]): string[] {
    return commandIn(this.number, this.#machine(node), this.#init(node), argv)
  }

  async #cut(ways: readonly (readonly [number, number])[], links: readonly number[]): Promise<void> {
    const cuts: Cut[] = ways.map(([from, to]) => ({ from: this.#machine(from), to: this.#machine(to) }))
    await cutNetwork(this.number, cuts, links)
  }
}
