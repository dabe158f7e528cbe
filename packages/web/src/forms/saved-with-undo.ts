import { runWithUndo } from '../shell/undo.ts'
import type { PlannedCall } from './planned-call.ts'
import { send } from './send.ts'

/** Tells that something was saved and offers to take it back. `inverse`: the calls that do; `after`: what must follow either. */
export function savedWithUndo(text: string, inverse: readonly PlannedCall[], after: () => void = () => undefined): void {
  void runWithUndo({
    text,
    run: async () => after(),
    async undo() {
      for (const call of inverse) await send(call)
      after()
    },
  })
}
