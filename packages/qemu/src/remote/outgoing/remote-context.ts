import type { TaskHandle } from '@quorate/contract'
import type { ForwardedSockets } from '@quorate/guest'
import type { Step } from '@quorate/tasks'
import type { IncomingRequest } from '../../migration/wire.ts'
import type { QemuServices } from '../../services.ts'
import type { RemoteVolumes } from '../wire.ts'
import type { RemoteOptions } from './check-here.ts'
import type { RemoteTarget } from './remote-target.ts'
import type { RemoteOutgoingTrace } from './settle-outgoing.ts'

/** What the steps of a migration to another cluster share. */
export interface RemoteContext {
  readonly services: QemuServices
  readonly task: TaskHandle
  readonly vmid: number
  readonly options: RemoteOptions
  readonly target: RemoteTarget
  readonly forwarded: ForwardedSockets
  readonly request: IncomingRequest
  /** The config that it was prepared from. */
  readonly text: string
  /** Aborted with the task, and when the target is lost. */
  readonly signal: AbortSignal
  trace: RemoteOutgoingTrace
  /** Takes back the newest entry for undo. */
  settle?: () => Promise<void>
  volumes?: RemoteVolumes
  /** When the guest stood still, on a clock of its own. */
  stopped?: number
}

export type RemoteStep = Step<RemoteContext>

const undoAction = 'qemu.settle-remote-outgoing'

/** What is to be done for undo from now on. */
export async function note(context: RemoteContext, state: RemoteOutgoingTrace['state']): Promise<void> {
  const trace: RemoteOutgoingTrace = { ...context.trace, state }
  const undo = await context.task.undo(undoAction, { ...trace })
  await context.settle?.()
  context.trace = trace
  context.settle = () => undo.settle()
}
