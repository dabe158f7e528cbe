import type { Call, TaskWork } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { GuestServices } from '../../services.ts'
import { callingNode } from '../other-nodes.ts'
import { IncomingSession } from './incoming-session.ts'

/** What every request of a source holds, whatever the guest. */
export interface SourceRequest {
  /** Chosen by the source; also what nobody can guess in the names of what is exported. */
  readonly session: string
  readonly source: string
  /** Who migrates. */
  readonly authid: string
}

export interface IncomingKind<Request extends SourceRequest, Steps extends object> {
  /** Of the target's task. */
  readonly task: string
  check(vmid: number, request: Request): Promise<string[]>
  receive(session: IncomingSession<Steps>, request: Request): TaskWork
}

interface RunningSession<Steps extends object> {
  readonly session: IncomingSession<Steps>
  /** How the task ended. */
  readonly ended: Promise<string>
}

const keptMs = 60_000

/** Both nodes may be of different versions for a while: what cannot be read is refused, not guessed. */
function readRequest<Request extends SourceRequest>(text: string, source: string): Request {
  const request = JSON.parse(text) as Request
  if (request.source !== source || !/^[0-9a-f]{32}$/.test(request.session))
    throw new Failure('the request is not of the node that sends it', { status: 400 })
  return request
}

/** The target's part of migrations of one kind of guests, asked for by their sources. */
export function incomingSessions<Request extends SourceRequest, Steps extends object>(
  services: Pick<GuestServices, 'beginQueued'>,
  kind: IncomingKind<Request, Steps>,
) {
  const sessions = new Map<string, RunningSession<Steps>>()
  /** Fails for one that this process does not know: it is over, or the process is another one by now. */
  const required = (call: Call, id: string) => {
    const found = sessions.get(id)?.session
    if (found?.source === callingNode(call)) return found
    throw new Failure('the target does not know of this migration any more: its task has ended')
  }
  return {
    check: async (call: Call, { vmid, request }: { vmid: number; request: string }) =>
      await kind.check(vmid, readRequest(request, callingNode(call))),
    begin(call: Call, { vmid, request: text }: { vmid: number; request: string }) {
      const request = readRequest<Request>(text, callingNode(call))
      if (!services.beginQueued) throw new Error('guests are taken in by the process that runs tasks')
      const session = new IncomingSession<Steps>(request.session, vmid, request.source)
      const { upid, ended } = services.beginQueued(request.authid, kind.task, vmid, kind.receive(session, request))
      sessions.set(request.session, { session, ended })
      void ended.then(() => {
        session.end()
        // The source may ask for the last step when it is done already.
        setTimeout(() => sessions.delete(request.session), keptMs).unref()
      })
      return upid
    },
    step: async (call: Call, { session, step }: { session: string; step: string }) =>
      await required(call, session).ask(step as keyof Steps),
    alive(call: Call, { session }: { session: string }) {
      required(call, session).heard()
      return true
    },
    async end(call: Call, { session: id }: { session: string }) {
      const source = callingNode(call)
      const found = sessions.get(id)
      if (found?.session.source !== source) return null
      found.session.giveUp(`node '${source}' has given up`)
      return await found.ended
    },
  }
}

/** The work of a target's task: whoever asks the session hears how it ended. */
export function inSession<Steps extends object>(session: IncomingSession<Steps>, receive: TaskWork): TaskWork {
  return async task => {
    const aborted = () => session.giveUp('the task of the target was aborted')
    task.signal.addEventListener('abort', aborted, { once: true })
    try {
      await receive(task)
      session.end()
    } catch (error) {
      session.end(error)
      throw error
    } finally {
      task.signal.removeEventListener('abort', aborted)
    }
  }
}
