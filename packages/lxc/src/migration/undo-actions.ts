import { settleOrLater } from '@quorate/guest'
import type { UndoAction } from '@quorate/tasks'
import type { LxcServices } from '../services.ts'
import { settleIncoming, type IncomingTrace } from './incoming/settle-incoming.ts'
import { settleOutgoing, type OutgoingTrace } from './outgoing/settle-outgoing.ts'

/** How migrations end that are cut short, at either end. */
export function migrationUndoActions(services: LxcServices): Readonly<Record<string, UndoAction>> {
  return {
    'lxc.settle-incoming': settleOrLater<IncomingTrace>(services, {
      action: 'lxc.settle-incoming',
      kind: 'lxc',
      task: 'vzincoming',
      settle: (trace, log) => settleIncoming(services, trace, log),
    }),
    'lxc.settle-outgoing': settleOrLater<OutgoingTrace>(services, {
      action: 'lxc.settle-outgoing',
      kind: 'lxc',
      task: 'vzmigrate',
      settle: (trace, log) => settleOutgoing(services, trace, log),
    }),
  }
}
