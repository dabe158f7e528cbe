import { implement, type Implementation } from '@quorate/contract'
import { qemuIncoming } from '@quorate/contract/qemu/incoming'
import { callingNode } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { checkTarget } from '../migration/check-target.ts'
import { IncomingSession, requireSession, type RunningSession } from '../migration/incoming/incoming-session.ts'
import { receiveVm } from '../migration/incoming/receive-vm.ts'
import type { IncomingRequest } from '../migration/wire.ts'
import type { QemuServices } from '../services.ts'

const keptMs = 60_000

/** Both nodes may be of different versions for a while: what cannot be read is refused, not guessed. */
function readRequest(text: string, source: string): IncomingRequest {
  const request = JSON.parse(text) as IncomingRequest
  if (request.source !== source || !/^[0-9a-f]{32}$/.test(request.session))
    throw new Failure('the request is not of the node that sends it', { status: 400 })
  return request
}

/** The target's part of a migration, asked for by the source. */
export function qemuIncomingApi(services: QemuServices): Implementation[] {
  const sessions = new Map<string, RunningSession>()
  return implement(qemuIncoming, {
    async check(call, { vmid, request }) {
      return await checkTarget(services, vmid, readRequest(request, callingNode(call)))
    },
    begin(call, { vmid, request: text }) {
      const request = readRequest(text, callingNode(call))
      const { session: id, authid } = request
      if (!services.beginQueued) throw new Error('guests are taken in by the process that runs tasks')
      const session = new IncomingSession(id, vmid, request.source)
      const { upid, ended } = services.beginQueued(authid, 'qmincoming', vmid, receiveVm(services, session, request))
      sessions.set(id, { session, upid, ended })
      void ended.then(() => {
        session.end()
        // The source may ask for the last step when it is done already.
        setTimeout(() => sessions.delete(id), keptMs).unref()
      })
      return upid
    },
    step: async (call, { session, step }) => await requireSession(sessions, session, callingNode(call)).session.ask(step as 'volumes'),
    alive(call, { session: id }) {
      requireSession(sessions, id, callingNode(call)).session.heard()
      return true
    },
    async end(call, { session: id }) {
      const source = callingNode(call)
      const found = sessions.get(id)
      if (found?.session.source !== source) return null
      found.session.giveUp(`node '${source}' has given up`)
      return await found.ended
    },
  })
}
