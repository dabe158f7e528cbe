import { settleOrLater } from '@quorate/guest'
import type { UndoAction } from '@quorate/tasks'
import type { QemuServices } from '../services.ts'
import { settleRemoteIncoming, type RemoteIncomingTrace } from './incoming/settle-incoming.ts'
import { settleRemoteOutgoing, type RemoteOutgoingTrace } from './outgoing/settle-outgoing.ts'

/** How migrations between clusters end that are cut short, at either end. */
export function remoteUndoActions(services: QemuServices): Readonly<Record<string, UndoAction>> {
  return {
    'qemu.settle-remote-incoming': settleOrLater<RemoteIncomingTrace>(services, {
      action: 'qemu.settle-remote-incoming',
      kind: 'qemu',
      task: 'qmtunnel',
      settle: (trace, log) => settleRemoteIncoming(services, trace, log),
    }),
    'qemu.settle-remote-outgoing': settleOrLater<RemoteOutgoingTrace>(services, {
      action: 'qemu.settle-remote-outgoing',
      kind: 'qemu',
      task: 'qmigrate',
      settle: (trace, log) => settleRemoteOutgoing(services, trace, log),
    }),
  }
}
