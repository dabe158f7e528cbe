import type { TaskHandle } from '@quorate/contract'
import type { Journal } from '../journal/journal.ts'
import type { UndoRegistry } from '../journal/undo-registry.ts'
import type { TaskLog } from '../log/task-log.ts'
import type { TaskSummary } from '../task-paths.ts'
import type { Progress, ProgressUnit } from './progress-meter.ts'
import { ProgressMeter } from './progress-meter.ts'

export interface TaskParts {
  readonly log: TaskLog
  readonly journal: Journal
  readonly actions: UndoRegistry
  now(): number
  onProgress(progress: Progress): void
  /** Hears that a line could not be written. */
  notice(text: string): void
}

/** One task from its UPID to its end, as its work sees it. */
export class RunningTask implements TaskHandle {
  readonly summary: TaskSummary
  readonly authid: string
  readonly ended = Promise.withResolvers<string>()
  readonly #controller = new AbortController()
  readonly #meter = new ProgressMeter()
  readonly #parts: TaskParts
  warnings = 0

  constructor(summary: TaskSummary, authid: string, parts: TaskParts) {
    this.summary = summary
    this.authid = authid
    this.#parts = parts
  }

  get upid(): string {
    return this.summary.upid
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  abort(reason: Error): void {
    this.#controller.abort(reason)
  }

  log(line: string): void {
    // Only the engine says how a task ended.
    this.writeLog(line.replaceAll(/^TASK /gm, ' TASK '))
  }

  /** A full disk costs the log, not the work. */
  writeLog(line: string): void {
    try {
      this.#parts.log.write(line)
    } catch (error) {
      this.#parts.notice(`cannot write the log of ${this.upid}: ${(error as Error).message}`)
    }
  }

  warn(line: string): void {
    this.warnings += 1
    this.log(`WARNING: ${line}`)
  }

  progress(done: number, total: number, unit: ProgressUnit, phase?: string): void {
    const { progress, line } = this.#meter.update(this.#parts.now(), done, total, unit, phase)
    if (line !== undefined) this.log(line)
    this.#parts.onProgress(progress)
  }

  async undo(action: string, args: Record<string, unknown>): Promise<{ settle(): Promise<void> }> {
    this.#parts.actions.require(action)
    const number = await this.#parts.journal.add(action, args)
    return { settle: () => this.#parts.journal.settle(number) }
  }
}
