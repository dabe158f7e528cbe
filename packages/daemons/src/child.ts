import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { OwnProcess } from '@quorate/node'
import { KeptProcess } from './kept-process.ts'
import { checkout } from './options.ts'

/** What a child tells its parent over the IPC channel. */
export type ChildMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'notice'; readonly text: string }
  /** One of the processes is to end; it is started again. */
  | { readonly type: 'restart'; readonly process: OwnProcess }
  /** This node became a member of a cluster or left it, or corosync.conf changed. */
  | { readonly type: 'membership' }

export interface ChildOptions {
  readonly name: string
  /** Entry file in this folder. */
  readonly file: string
  readonly args: readonly string[]
  /** Descriptors handed down, from number 4 on. */
  readonly descriptors?: readonly number[]
  readonly env?: Readonly<Record<string, string>>
  readonly onNotice: (text: string) => void
  /** Hears of every message but notices. */
  readonly onMessage?: (message: ChildMessage) => void
}

/** Code that Node compiled once; without it every process would strip the types of all its files at each start. */
const compileCache = join(checkout, '.cache/node')
/** A signal of another process of the web server's user would open it to a debugger otherwise. */
const noDebugger = '--disable-sigusr1'
/** Young objects in MiB: V8's own 16 make every process keep ten MiB that it needs for an instant; fewer cost requests. */
const heapFlags = ['--max-semi-space-size=4']

/** Keeps one process of the product running until `stop`. */
export class Child {
  #options: ChildOptions
  #kept: KeptProcess
  #ready = Promise.withResolvers<void>()

  constructor(options: ChildOptions) {
    this.#options = options
    this.#kept = new KeptProcess(options.name, () => this.#spawn(), options.onNotice)
  }

  get pid(): number | undefined {
    return this.#kept.pid
  }

  /** Starts the process and resolves when it says that it is ready for the first time. */
  start(): Promise<void> {
    this.#kept.start()
    return this.#ready.promise
  }

  /** Ends the process; it is started again at once. */
  restart(): void {
    this.#kept.restart()
  }

  stop(): Promise<void> {
    return this.#kept.stop()
  }

  #spawn(): ChildProcess {
    const { file, args, descriptors = [], env = {}, onNotice, onMessage } = this.#options
    const child = spawn(process.execPath, [noDebugger, ...heapFlags, join(import.meta.dirname, file), ...args], {
      // A group of its own: a signal to the supervisor's whole group must not end children out of order.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc', ...descriptors],
      env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...env },
    })
    child.on('message', (message: ChildMessage) => {
      if (message.type === 'ready') this.#ready.resolve()
      if (message.type === 'notice') onNotice(message.text)
      else onMessage?.(message)
    })
    return child
  }
}
