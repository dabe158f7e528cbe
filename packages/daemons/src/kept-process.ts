import type { ChildProcess } from 'node:child_process'

const firstPauseMs = 100
const longestPauseMs = 5000
/** A process that ran this long is healthy again: the next restart is at once. */
const healthyMs = 10_000

/** Starts a process again whenever it ends, until `stop`. */
export class KeptProcess {
  readonly name: string
  #spawn: () => ChildProcess
  #notice: (text: string) => void
  #process: ChildProcess | undefined
  #stopping = false
  #pauseMs = firstPauseMs
  #timer: NodeJS.Timeout | undefined

  constructor(name: string, spawn: () => ChildProcess, notice: (text: string) => void) {
    this.name = name
    this.#spawn = spawn
    this.#notice = notice
  }

  get pid(): number | undefined {
    return this.#process?.pid
  }

  start(): void {
    const startedMs = performance.now()
    const child = this.#spawn()
    this.#process = child
    let over = false
    const again = (how: string) => {
      if (over || this.#stopping) return
      over = true
      if (performance.now() - startedMs > healthyMs) this.#pauseMs = firstPauseMs
      this.#notice(`${this.name} ${how}; started again in ${this.#pauseMs} ms`)
      this.#timer = setTimeout(() => this.start(), this.#pauseMs)
      this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
    }
    child.on('error', error => again(`could not be started: ${error.message}`))
    child.on('exit', (code, signal) => again(`ended (${signal ?? `exit code ${code}`})`))
  }

  /** Ends the process; it is started again at once. */
  restart(): void {
    this.#process?.kill('SIGTERM')
  }

  /** SIGTERM, then SIGKILL for one that does not end. */
  async stop(graceMs = 8000): Promise<void> {
    this.#stopping = true
    clearTimeout(this.#timer)
    const child = this.#process
    if (!child || child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), graceMs)
    await ended
    clearTimeout(hard)
  }
}
