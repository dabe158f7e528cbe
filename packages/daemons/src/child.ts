import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { OwnProcess } from '@quorate/node'
import { checkout } from './options.ts'

/** What a child tells its parent over the IPC channel. */
export type ChildMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'notice'; readonly text: string }
  /** One of the processes is to end; it is started again. */
  | { readonly type: 'restart'; readonly process: OwnProcess }

export interface ChildOptions {
  readonly name: string
  /** Entry file in this folder. */
  readonly file: string
  readonly args: readonly string[]
  /** Descriptors handed down, from number 4 on. */
  readonly descriptors?: readonly number[]
  readonly env?: Readonly<Record<string, string>>
  readonly onNotice: (text: string) => void
  /** Hears of every other message. */
  readonly onMessage?: (message: ChildMessage) => void
}

/** Code that Node compiled once; without it every process would strip the types of all its files at each start. */
const compileCache = join(checkout, '.cache/node')
/** A signal of another process of the web server's user would open it to a debugger otherwise. */
const noDebugger = '--disable-sigusr1'
/** Young objects in MiB: V8's own 16 make every process keep ten MiB that it needs for an instant; fewer cost requests. */
const heapFlags = ['--max-semi-space-size=4']
const firstPauseMs = 100
const longestPauseMs = 5000
/** A child that ran this long is healthy again: the next restart is at once. */
const healthyMs = 10_000

/** Keeps one process of the product running until `stop`. */
export class Child {
  #options: ChildOptions
  #process: ChildProcess | undefined
  #stopping = false
  #pauseMs = firstPauseMs
  #ready = Promise.withResolvers<void>()

  constructor(options: ChildOptions) {
    this.#options = options
  }

  get pid(): number | undefined {
    return this.#process?.pid
  }

  /** Starts the process and resolves when it says that it is ready for the first time. */
  start(): Promise<void> {
    this.#spawn()
    return this.#ready.promise
  }

  /** Ends the process; it is started again at once. */
  restart(): void {
    this.#process?.kill('SIGTERM')
  }

  /** SIGTERM, then SIGKILL for one that does not end. */
  async stop(graceMs = 8000): Promise<void> {
    this.#stopping = true
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), graceMs)
    await ended
    clearTimeout(hard)
  }

  #spawn(): void {
    const { name, file, args, descriptors = [], env = {}, onNotice, onMessage } = this.#options
    const startedMs = performance.now()
    const child = spawn(process.execPath, [noDebugger, ...heapFlags, join(import.meta.dirname, file), ...args], {
      // A group of its own: a signal to the supervisor's whole group must not end children out of order.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc', ...descriptors],
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...env },
    })
    this.#process = child
    child.on('error', error => onNotice(`${name}: could not be started: ${error.message}`))
    child.on('message', (message: ChildMessage) => {
      if (message.type === 'ready') this.#ready.resolve()
      else if (message.type === 'notice') onNotice(message.text)
      else onMessage?.(message)
    })
    child.on('exit', (code, signal) => {
      if (this.#stopping) return
      if (performance.now() - startedMs > healthyMs) this.#pauseMs = firstPauseMs
      onNotice(`${name} ended (${signal ?? `exit code ${code}`}); started again in ${this.#pauseMs} ms`)
      setTimeout(() => {
        if (!this.#stopping) this.#spawn()
      }, this.#pauseMs)
      this.#pauseMs = Math.min(this.#pauseMs * 2, longestPauseMs)
    })
  }
}
