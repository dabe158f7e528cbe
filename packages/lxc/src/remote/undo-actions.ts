import { settleOrLater } from '@quorate/guest'
import type { UndoAction } from '@quorate/tasks'
import type { LxcServices } from '../services.ts'
import { settleRemoteIncoming, type RemoteIncomingTrace } from './incoming/settle-incoming.ts'
import { settleRemoteOutgoing, type RemoteOutgoingTrace } from './outgoing/settle-outgoing.ts'

/** How migrations between clusters end that are cut short, at either end. */
export function remoteUndoActions(services: LxcServices): Readonly<Record<string, UndoAction>> {
  return {
    'lxc.settle-remote-incoming': settleOrLater<RemoteIncomingTrace>(services, {
      action: 'lxc.settle-remote-incoming',
      kind: 'lxc',
      task: 'vztunnel',
      settle: (trace, log) => settleRemoteIncoming(services, trace, log),
    }),
    'lxc.settle-remote-outgoing': settleOrLater<RemoteOutgoingTrace>(services, {
      action: 'lxc.settle-remote-outgoing',
      kind: 'lxc',
      task: 'vzmigrate',
      settle: (trace, log) => settleRemoteOutgoing(services, trace, log),
    }),
  }
}
