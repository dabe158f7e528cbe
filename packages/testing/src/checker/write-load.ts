import type { ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { childOf, signal } from '../lab/machine-processes.ts'
import type { Lab } from '../lab/lab.ts'
import { untilTrue } from '../lab/machine-processes.ts'

export interface Write {
  readonly begun: number
  readonly ended: number
  /** 'ok', or the name of an error */
  readonly how: string
  readonly path: string
  readonly number: number
}

/** Somebody on a node who writes one file after the other into the config tree. */
export class WriteLoad implements AsyncDisposable {
  readonly node: number
  #lab: Lab
  #child: ChildProcess
  #history: string

  constructor(lab: Lab, node: number, name = `n${node}-${process.hrtime.bigint()}`) {
    this.node = node
    this.#lab = lab
    this.#history = `/var/log/writes-${name}`
    const script = join(import.meta.dirname, 'writes-process.ts')
    this.#child = lab.spawn(node, [process.execPath, script, '/etc/pve/lab', name, this.#history], { stdio: 'inherit' })
  }

  get writes(): Write[] {
    const file = join(this.#lab.disk(this.node, ''), this.#history)
    if (!existsSync(file)) return []
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1)
    return lines.map(line => {
      const [begun, ended, how, path, number] = JSON.parse(line) as [number, number, string, string, number]
      return { begun, ended, how, path, number }
    })
  }

  get done(): Write[] {
    return this.writes.filter(({ how }) => how === 'ok')
  }

  /** Resolves with the first write that began after a moment and ended like that. */
  async next(how: string, since: number, seconds = 60): Promise<Write> {
    let found: Write | undefined
    const look = () => (found = this.writes.find(write => write.begun >= since && write.how === how))
    await untilTrue(`a write on n${this.node} ends with ${how}`, look, seconds)
    return found as unknown as Write
  }

  /** The longest time from one successful write to the next, of those between two moments. */
  longestStall(since: number, until: number): number {
    const ends = this.done.map(({ ended }) => ended).filter(ended => ended >= since && ended <= until)
    return Math.max(0, ...[...ends, until].map((end, at) => end - (ends[at - 1] ?? since)))
  }

  /** The number last acknowledged of every file. */
  get acknowledged(): Map<string, number> {
    return new Map(this.done.map(({ path, number }) => [path, number]))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = () => this.#child.exitCode !== null || this.#child.signalCode !== null
    const inner = ended() ? undefined : childOf(this.#child.pid ?? 0)
    if (inner !== undefined) signal(inner, 'SIGKILL')
    await untilTrue(`who wrote on n${this.node} has ended`, ended)
  }
}
