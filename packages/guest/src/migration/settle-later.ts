import { setTimeout as delay } from 'node:timers/promises'
import { Refusal } from '@quorate/cluster'
import { failureText } from '@quorate/schema'
import type { UndoAction } from '@quorate/tasks'
import { wordOf, type GuestKind } from '../guest-path.ts'
import type { GuestServices } from '../services.ts'

type Settle<Trace> = (trace: Trace, log: (line: string) => void) => Promise<void>

export interface SettlingAction<Trace> {
  /** Its name in the journal. */
  readonly action: string
  readonly kind: GuestKind
  /** Type of the task that waits. */
  readonly task: string
  readonly settle: Settle<Trace>
}

const againMs = 2000

/**
 * Makes an undo action of what settles a migration. A node without the majority cannot know where a guest is: it stands
 * still here until the node can, in a task of its own.
 */
export function settleOrLater<Trace extends { readonly vmid: number }>(
  services: Pick<GuestServices, 'background' | 'otherNodes'>,
  { action, kind, task: type, settle }: SettlingAction<Trace>,
): UndoAction {
  // Also where votequorum is content already, and the store is not in step yet.
  const isTooEarly = (error: unknown) =>
    services.otherNodes?.quorate() === false || (error instanceof Refusal && error.code === 'no-quorum')
  return async (args, { log }) => {
    const trace = args as unknown as Trace
    try {
      return await settle(trace, log)
    } catch (error) {
      const { background } = services
      if (!background || !isTooEarly(error)) throw error
      const guest = `${wordOf({ kind })} ${trace.vmid}`
      log(`the migration of ${guest} is settled when this node is back in the majority: ${failureText(error)}`)
      void background(type, trace.vmid, async task => {
        const undo = await task.undo(action, { ...trace })
        task.log(`waiting for the majority of the cluster to settle the migration of ${guest}`)
        for (let settled = false; !settled;) {
          await delay(againMs, undefined, { signal: task.signal })
          if (services.otherNodes?.quorate() === false) continue
          settled = await settle(trace, line => task.log(line)).then(
            () => true,
            (again: unknown) => {
              if (!isTooEarly(again)) throw again
              return false
            },
          )
        }
        await undo.settle()
      })
    }
  }
}
