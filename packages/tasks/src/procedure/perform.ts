import type { TaskHandle } from '@quorate/contract'

/** Takes back what its step did. No error when there is nothing left to take back. */
export type Undo = () => Promise<void> | void

/** One small step of a procedure. It hands back how to undo it; it undoes by itself what it began when it fails. */
export interface Step<C> {
  readonly name: string
  run(context: C): Promise<Undo | void> | Undo | void
}

/**
 * Runs the steps in order. When one fails, or the task is aborted between two, the earlier ones are undone, newest
 * first, and the failure goes on to the caller. An undo that fails is a warning; the others still run.
 */
export async function perform<C>(steps: readonly Step<C>[], context: C, task?: Pick<TaskHandle, 'signal' | 'warn'>): Promise<void> {
  await using undos = new AsyncDisposableStack()
  for (const step of steps) {
    task?.signal.throwIfAborted()
    const undo = await step.run(context)
    if (!undo) continue
    undos.defer(async () => {
      try {
        await undo()
      } catch (error) {
        if (!task) throw error
        task.warn(`undo of '${step.name}' failed: ${(error as Error).message}`)
      }
    })
  }
  undos.move()
}
