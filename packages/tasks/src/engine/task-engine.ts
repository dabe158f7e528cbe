import type { EventHub } from '@quorate/cluster'
import type { TaskWork } from '@quorate/contract'
import type { Root } from '@quorate/host'
import { Failure, failureLine, failureText } from '@quorate/schema'
import { Journal } from '../journal/journal.ts'
import { runUndo } from '../journal/run-undo.ts'
import type { UndoAction } from '../journal/undo-registry.ts'
import { UndoRegistry } from '../journal/undo-registry.ts'
import { writeActive } from '../log/active-file.ts'
import { errorStatus, finalLine } from '../log/exit-status.ts'
import { appendToIndex, readIndex } from '../log/finished-index.ts'
import { TaskLog } from '../log/task-log.ts'
import type { TaskPaths, TaskSummary } from '../task-paths.ts'
import { taskPaths, taskSummary } from '../task-paths.ts'
import { formatUpid } from '../upid.ts'
import type { Place } from './queues.ts'
import { Queues } from './queues.ts'
import { recoverTasks } from './recover.ts'
import { RunningTask } from './running-task.ts'
import { Slots } from './slots.ts'
import { takeTurn, takeWorker } from './take-turn.ts'
import { TaskBroadcast } from './task-broadcast.ts'
import { taskCounter } from './task-counter.ts'
import { shortPerLong, workerClass, type WorkerClass } from './worker-class.ts'

export interface TaskRequest {
  /** `qmstart` */
  readonly type: string
  /** `100`; shown in the UPID */
  readonly id?: string
  readonly authid: string
  /** Tasks and changes with the same key run one after the other: the guest's number. */
  readonly queue?: string
  readonly work: TaskWork
}

export interface TaskEngineOptions {
  readonly root: Pick<Root, 'log' | 'state' | 'node'>
  readonly hub?: Pick<EventHub, 'publish'>
  /** milliseconds since 1970 */
  readonly now?: () => number
  /** Long tasks that may run at a time (default 4). */
  readonly maxWorkers?: () => number
  /** Hears of every task when it begins, and again when it has ended. */
  readonly told?: (task: TaskSummary) => void
  /** Hears of bugs and of logs that cannot be written. */
  readonly notice?: (text: string) => void
}

/** Runs tasks in this process, one per guest at a time, and remembers durably how to undo what they began. */
export class TaskEngine {
  readonly #options: TaskEngineOptions
  readonly #paths: TaskPaths
  readonly #actions = new UndoRegistry()
  readonly #queues = new Queues()
  readonly #slots: Readonly<Record<WorkerClass, Slots>>
  readonly #broadcast: TaskBroadcast
  readonly #running = new Map<string, RunningTask>()
  readonly #now: () => number
  #counter: (() => number) | undefined
  #closing = false

  constructor(options: TaskEngineOptions) {
    this.#options = options
    this.#paths = taskPaths(options.root)
    this.#now = options.now ?? Date.now
    const workers = options.maxWorkers ?? (() => 4)
    this.#slots = { long: new Slots(workers), short: new Slots(() => workers() * shortPerLong), none: new Slots(() => Infinity) }
    this.#broadcast = new TaskBroadcast(options.hub)
  }

  /** Before `recover`: an action that an old journal names must be known then. */
  registerUndo(name: string, action: UndoAction): void {
    this.#actions.register(name, action)
  }

  /** Once, before the first task: undoes and closes what an earlier runner left. */
  async recover(): Promise<void> {
    await recoverTasks(this.#paths, this.#actions, this.#now)
    for (const ended of readIndex(this.#paths.index).slice(0, 25).reverse()) this.#broadcast.ended(ended)
  }

  /** Begins a task and returns its UPID at once. */
  start(request: TaskRequest): string {
    if (this.#closing) throw new Failure(`cannot start ${request.type}: the task runner is stopping, try again in a moment`)
    this.#counter ??= taskCounter(this.#paths.counter)
    const upid = formatUpid({
      node: this.#options.root.node,
      pid: process.pid,
      pstart: this.#counter(),
      starttime: Math.floor(this.#now() / 1000),
      type: request.type,
      id: request.id ?? '',
      user: request.authid,
    })
    const summary = taskSummary(upid)
    const journal = new Journal(this.#paths.journal(upid))
    const log = new TaskLog(this.#paths.log(upid), line => this.#broadcast.line(upid, line))
    const task = new RunningTask(summary, request.authid, {
      log,
      journal,
      actions: this.#actions,
      now: this.#now,
      onProgress: progress => this.#broadcast.progress(upid, progress),
      notice: text => this.#notice(text),
    })
    this.#running.set(upid, task)
    writeActive(this.#paths.active, [...this.#running.keys()])
    this.#broadcast.started(summary)
    this.#options.told?.(summary)
    const key = request.queue
    const place =
      key === undefined
        ? undefined
        : this.#queues.enter(key, request.type, (position, holder) =>
            task.log(`waiting for guest ${key} (${holder}): position ${position}`),
          )
    void this.#run(task, request.work, place, journal).then(status => this.#close(task, status, log, journal, place))
    return upid
  }

  /**
   * Runs a change that is no task in its turn among the tasks of the same key, however long that takes. Aborting the
   * signal gives the place up; a change that has begun is carried through.
   */
  async serialize<T>(queue: string, change: () => Promise<T> | T, signal: AbortSignal): Promise<T> {
    const place = this.#queues.enter(queue, 'change')
    try {
      await takeTurn(signal, place)
      return await change()
    } finally {
      place.leave()
    }
  }

  /** Does a task or a change of this key run now? */
  busy(queue: string): boolean {
    return this.#queues.busy(queue)
  }

  /** Asks a task to end; it then undoes what it began. False: it is not running here. */
  stop(upid: string, authid: string): boolean {
    const task = this.#running.get(upid)
    task?.abort(new Failure(`aborted by ${authid}`))
    return task !== undefined
  }

  active(): TaskSummary[] {
    return [...this.#running.values()].map(task => task.summary)
  }

  /** How a running task ends: `OK`, `WARNINGS: n` or the error text. undefined: it is not running here. */
  ended(upid: string): Promise<string> | undefined {
    return this.#running.get(upid)?.ended.promise
  }

  /** Takes no more tasks, aborts the running ones and waits until they have undone what they began. */
  async close(): Promise<void> {
    this.#closing = true
    const running = [...this.#running.values()]
    for (const task of running) task.abort(new Failure('aborted: the task runner is stopping'))
    await Promise.all(running.map(task => task.ended.promise))
  }

  async #run(task: RunningTask, work: TaskWork, place: Place | undefined, journal: Journal): Promise<string> {
    try {
      await takeTurn(task.signal, place)
      using worker = await takeWorker(task, this.#slots[workerClass(task.summary.type)])
      void worker
      await work(task)
      const status = task.warnings > 0 ? `WARNINGS: ${task.warnings}` : 'OK'
      await journal.done(status)
      return status
    } catch (error) {
      if (!(error instanceof Failure) && !task.signal.aborted) this.#notice(`${task.upid}: ${(error as Error).stack ?? error}`)
      const failed = await runUndo(this.#actions, journal.pending, line => task.log(line))
      const text = failureLine(task.signal.aborted ? task.signal.reason : error)
      return errorStatus(failed > 0 ? `${text} (undo incomplete, see the log)` : text)
    }
  }

  /** Each part on its own: whatever cannot be written, the guest's queue must move on. */
  async #close(task: RunningTask, status: string, log: TaskLog, journal: Journal, place: Place | undefined): Promise<void> {
    const endtime = Math.floor(this.#now() / 1000)
    task.writeLog(finalLine(status))
    for (const part of [
      () => journal.done(status),
      () => log.close(),
      () => appendToIndex(this.#paths, task.upid, endtime, status),
      () => this.#forget(task.upid),
      () => journal.remove(),
      () => this.#broadcast.ended(taskSummary(task.upid, { endtime, status })),
      () => this.#options.told?.(taskSummary(task.upid, { endtime, status })),
    ]) {
      try {
        await part()
      } catch (error) {
        this.#notice(`closing ${task.upid}: ${failureText(error)}`)
      }
    }
    place?.leave()
    task.ended.resolve(status)
  }

  #forget(upid: string): void {
    this.#running.delete(upid)
    writeActive(this.#paths.active, [...this.#running.keys()])
  }

  #notice(text: string): void {
    ;(this.#options.notice ?? console.error)(text)
  }
}
