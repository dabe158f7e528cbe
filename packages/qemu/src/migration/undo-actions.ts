import { setTimeout as delay } from 'node:timers/promises'
import { failureText } from '@quorate/schema'
import type { UndoAction } from '@quorate/tasks'
import type { QemuServices } from '../services.ts'
import { settleIncoming, type IncomingTrace } from './incoming/settle-incoming.ts'
import { settleOutgoing, type OutgoingTrace } from './outgoing/settle-outgoing.ts'

type Settle = (log: (line: string) => void) => Promise<void>

const againMs = 2000

/** A node without the majority cannot know where a guest is: it stands still here until the node can, in a task of its own. */
async function orLater(
  services: QemuServices,
  action: string,
  trace: { readonly vmid: number },
  settle: Settle,
  log: (line: string) => void,
): Promise<void> {
  try {
    return await settle(log)
  } catch (error) {
    const { background } = services
    if (!background || services.otherNodes?.quorate() !== false) throw error
    log(`the migration of VM ${trace.vmid} is settled when this node is back in the majority: ${failureText(error)}`)
    const type = action === incomingAction ? 'qmincoming' : 'qmigrate'
    void background(type, trace.vmid, async task => {
      const undo = await task.undo(action, { ...trace })
      task.log(`waiting for the majority of the cluster to settle the migration of VM ${trace.vmid}`)
      while (services.otherNodes?.quorate() === false) await delay(againMs, undefined, { signal: task.signal })
      await settle(line => task.log(line))
      await undo.settle()
    })
  }
}

const incomingAction = 'qemu.settle-incoming'
const outgoingAction = 'qemu.settle-outgoing'

/** How migrations end that are cut short, at either end. */
export function migrationUndoActions(services: QemuServices): Readonly<Record<string, UndoAction>> {
  return {
    [incomingAction]: async (args, { log }) => {
      const trace = args as unknown as IncomingTrace
      await orLater(services, incomingAction, trace, line => settleIncoming(services, trace, line), log)
    },
    [outgoingAction]: async (args, { log }) => {
      const trace = args as unknown as OutgoingTrace
      await orLater(services, outgoingAction, trace, line => settleOutgoing(services, trace, line), log)
    },
  }
}
