import { failureText } from '@quorate/schema'
import type { PendingUndo } from './journal.ts'
import type { UndoRegistry } from './undo-registry.ts'

/** Runs what is pending, newest first. One that fails does not keep the others from running. Returns how many failed. */
export async function runUndo(actions: UndoRegistry, pending: readonly PendingUndo[], log: (line: string) => void): Promise<number> {
  let failed = 0
  for (const { action, args } of pending) {
    try {
      log(`undo: ${action}`)
      await actions.require(action)(args, { log })
    } catch (error) {
      failed += 1
      log(`undo of ${action} failed, clean up by hand: ${failureText(error)}`)
    }
  }
  return failed
}
