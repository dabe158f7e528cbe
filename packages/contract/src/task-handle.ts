/** What running work may do with its task. Progress, log and warnings are seen live by every watcher. */
export interface TaskHandle {
  readonly upid: string
  readonly authid: string
  /** Aborted when a person stops the task. Work must end soon after; its undo then runs. */
  readonly signal: AbortSignal
  log(line: string): void
  /** Counted: the task ends `WARNINGS: n` instead of `OK`. */
  warn(line: string): void
  /** Structured progress of the current phase; rate and ETA are derived. `total` 0: unknown. */
  progress(done: number, total: number, unit: 'bytes' | 'percent' | 'items', phase?: string): void
  /**
   * Registers how to undo what was just begun, as data, durably (before the step has its effect): on failure, abort or
   * a crash of the runner the undo actions run newest first. `settle()` on the returned entry takes it back.
   */
  undo(action: string, args: Record<string, unknown>): Promise<{ settle(): Promise<void> }>
}
