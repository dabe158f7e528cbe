import { implement, type Implementation } from '@quorate/contract'
import { lxcIncoming } from '@quorate/contract/lxc/incoming'
import { incomingSessions } from '@quorate/guest'
import { checkTarget } from '../migration/check-target.ts'
import { receiveContainer } from '../migration/incoming/receive-container.ts'
import type { IncomingRequest, IncomingSteps } from '../migration/wire.ts'
import type { LxcServices } from '../services.ts'

/** The target's part of a migration, asked for by the source. */
export function lxcIncomingApi(services: LxcServices): Implementation[] {
  return implement(
    lxcIncoming,
    incomingSessions<IncomingRequest, IncomingSteps>(services, {
      task: 'vzincoming',
      check: (vmid, request) => checkTarget(services, vmid, request),
      receive: (session, request) => receiveContainer(services, session, request),
    }),
  )
}
