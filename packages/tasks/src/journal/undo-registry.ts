import { Failure } from '@quorate/schema'

/**
 * Undoes one thing that a step began. It may run in another process than the step, after a crash, and twice; what it
 * should take away may never have come to be: all that is no error.
 */
export type UndoAction = (args: Readonly<Record<string, unknown>>, context: { log(line: string): void }) => Promise<void>

export class UndoRegistry {
  readonly #actions = new Map<string, UndoAction>()

  register(name: string, action: UndoAction): void {
    if (this.#actions.has(name)) throw new Error(`the undo action ${name} is registered twice`)
    this.#actions.set(name, action)
  }

  require(name: string): UndoAction {
    const action = this.#actions.get(name)
    if (!action) throw new Failure(`there is no undo action named ${name}`)
    return action
  }
}
