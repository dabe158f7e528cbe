import { implement, type Implementation } from '@quorate/contract'
import { qemuIncoming } from '@quorate/contract/qemu/incoming'
import { incomingSessions } from '@quorate/guest'
import { checkTarget } from '../migration/check-target.ts'
import { receiveVm } from '../migration/incoming/receive-vm.ts'
import type { IncomingRequest, IncomingSteps } from '../migration/wire.ts'
import type { QemuServices } from '../services.ts'

/** The target's part of a migration, asked for by the source. */
export function qemuIncomingApi(services: QemuServices): Implementation[] {
  return implement(
    qemuIncoming,
    incomingSessions<IncomingRequest, IncomingSteps>(services, {
      task: 'qmincoming',
      check: (vmid, request) => checkTarget(services, vmid, request),
      receive: (session, request) => receiveVm(services, session, request),
    }),
  )
}
