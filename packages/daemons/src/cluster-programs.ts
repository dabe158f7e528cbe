import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readClusterConfig } from '@quorate/cluster/corosync-conf'
import type { Root } from '@quorate/host'
import { failureText } from '@quorate/schema/failure'
import { KeptProcess } from './kept-process.ts'

const configFile = '/etc/corosync/corosync.conf'
/** corosync-qdevice ends while corosync does not answer yet; that is no news when both have just been started. */
const startingMs = 10_000
const longestLogBytes = 16 * 1024 * 1024

/**
 * corosync, and corosync-qdevice where the cluster has a quorum device, as long as this node is a member of a cluster:
 * as children where no systemd runs the machine, else as its units.
 */
export class ClusterPrograms {
  #root: Root
  #notice: (text: string) => void
  #systemd = existsSync('/run/systemd/system')
  #startedMs = 0
  #running = new Map<string, KeptProcess>()
  /** Units of systemd that were started. */
  #started = new Set<string>()

  constructor(root: Root, notice: (text: string) => void) {
    this.#root = root
    this.#notice = notice
  }

  /** Starts and ends what the marker of membership and corosync.conf ask for. */
  look(): void {
    const member = existsSync(join(this.#root.state, 'member'))
    const wanted = member ? ['corosync', ...(this.#hasDevice() ? ['corosync-qdevice'] : [])] : []
    if (this.#systemd) this.#units(wanted)
    else this.#children(wanted)
  }

  /** Ends the children, corosync last; units of systemd go on. */
  async stop(): Promise<void> {
    for (const [name, program] of [...this.#running].toReversed()) {
      this.#running.delete(name)
      await program.stop()
    }
  }

  #hasDevice(): boolean {
    try {
      return readClusterConfig(readFileSync(configFile, 'utf8')).device?.model === 'net'
    } catch (error) {
      this.#notice(`${configFile} cannot be read, so corosync-qdevice is not started: ${failureText(error)}`)
      return false
    }
  }

  #children(wanted: readonly string[]): void {
    for (const [name, program] of this.#running) {
      if (wanted.includes(name)) continue
      this.#running.delete(name)
      void program.stop()
    }
    for (const name of wanted) {
      if (this.#running.has(name)) continue
      if (name === 'corosync') this.#startedMs = performance.now()
      const early = () => name === 'corosync-qdevice' && performance.now() - this.#startedMs < startingMs
      const program = new KeptProcess(
        name,
        () => this.#spawn(name),
        text => void (early() || this.#notice(`${text}; it says why in ${this.#logFile(name)} or its own log`)),
      )
      this.#running.set(name, program)
      program.start()
    }
  }

  #logFile(name: string): string {
    return join(this.#root.log, `${name}.log`)
  }

  #spawn(name: string): ChildProcess {
    mkdirSync(`/run/${name}`, { recursive: true, mode: 0o770 })
    const file = this.#logFile(name)
    if (existsSync(file) && statSync(file).size > longestLogBytes) renameSync(file, `${file}.1`)
    const log = openSync(file, 'a', 0o640)
    try {
      // Killed with its parent, as our own processes end with it: the next supervisor finds the field clear.
      return spawn('setpriv', ['--pdeathsig', 'TERM', '--', name, '-f'], { detached: true, stdio: ['ignore', log, log] })
    } finally {
      closeSync(log)
    }
  }

  #units(wanted: readonly string[]): void {
    const started = wanted.filter(name => !this.#started.has(name))
    const left = [...this.#started].filter(name => !wanted.includes(name))
    if (started.length > 0) this.#systemctl('start', started)
    if (left.length > 0) this.#systemctl('stop', left)
    this.#started = new Set(wanted)
  }

  #systemctl(verb: 'start' | 'stop', names: readonly string[]): void {
    const units = names.map(name => `${name}.service`)
    execFile('systemctl', [verb, '--', ...units], (error, _stdout, stderr) => {
      if (error) this.#notice(`systemctl ${verb} ${units.join(' ')} failed: ${stderr.trim() || error.message}`)
    })
  }
}
