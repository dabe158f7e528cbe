import { settleOrLater } from '@quorate/guest'
import type { UndoAction } from '@quorate/tasks'
import type { QemuServices } from '../services.ts'
import { settleIncoming, type IncomingTrace } from './incoming/settle-incoming.ts'
import { settleOutgoing, type OutgoingTrace } from './outgoing/settle-outgoing.ts'

/** How migrations end that are cut short, at either end. */
export function migrationUndoActions(services: QemuServices): Readonly<Record<string, UndoAction>> {
  return {
    'qemu.settle-incoming': settleOrLater<IncomingTrace>(services, {
      action: 'qemu.settle-incoming',
      kind: 'qemu',
      task: 'qmincoming',
      settle: (trace, log) => settleIncoming(services, trace, log),
    }),
    'qemu.settle-outgoing': settleOrLater<OutgoingTrace>(services, {
      action: 'qemu.settle-outgoing',
      kind: 'qemu',
      task: 'qmigrate',
      settle: (trace, log) => settleOutgoing(services, trace, log),
    }),
  }
}
