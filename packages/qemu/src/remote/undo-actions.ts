import type { UndoAction } from '@quorate/tasks'
import type { QemuServices } from '../services.ts'
import { settleRemoteIncoming, type RemoteIncomingTrace } from './incoming/settle-incoming.ts'
import { settleRemoteOutgoing, type RemoteOutgoingTrace } from './outgoing/settle-outgoing.ts'

/** How migrations between clusters end that are cut short, at either end. */
export function remoteUndoActions(services: QemuServices): Readonly<Record<string, UndoAction>> {
  return {
    'qemu.settle-remote-incoming': (args, { log }) => settleRemoteIncoming(services, args as unknown as RemoteIncomingTrace, log),
    'qemu.settle-remote-outgoing': (args, { log }) => settleRemoteOutgoing(services, args as unknown as RemoteOutgoingTrace, log),
  }
}
