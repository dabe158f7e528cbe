import type { TaskHandle } from '@quorate/contract'
import { failureText } from '@quorate/schema'
import type { GuestPlace } from '../../guest-path.ts'
import type { GuestServices } from '../../services.ts'
import type { ForwardedSockets } from '../forward-sockets.ts'
import type { TunnelStream } from '../tunnel-folder.ts'
import type { RemoteVolumes } from '../wire.ts'
import type { RemoteTarget } from './remote-target.ts'

/** What has to be known of a guest that leaves this cluster, whatever becomes of the process that sends it. */
export interface RemoteTrace {
  readonly vmid: number
  readonly targetVmid: number
  /** Address of the target, for people. */
  readonly target: string
  /** Volumes that travel. */
  readonly volumes: readonly string[]
  /** `here`: nothing was decided. `asked`: the target was told to take the guest, and only it knows whether it has. `gone`: it has. */
  readonly state: 'here' | 'asked' | 'gone'
  readonly remove: boolean
}

/** What the steps of a migration to another cluster share, whatever the guest. */
export interface RemoteContext<Trace extends RemoteTrace = RemoteTrace> {
  readonly services: Pick<GuestServices, 'host' | 'store'>
  readonly task: TaskHandle
  readonly place: GuestPlace
  /** Name of the undo action that settles what was begun. */
  readonly undoAction: string
  readonly target: RemoteTarget
  readonly forwarded: ForwardedSockets
  /** The config that it was prepared from. */
  readonly text: string
  /** Aborted with the task, and when the target is lost. */
  readonly signal: AbortSignal
  trace: Trace
  /** Takes back the newest entry for undo. */
  settle?: () => Promise<void>
  volumes?: RemoteVolumes
}

/** What is to be done for undo from now on. */
export async function note<Trace extends RemoteTrace>(context: RemoteContext<Trace>, more: Partial<Trace>): Promise<void> {
  const trace: Trace = { ...context.trace, ...more }
  const undo = await context.task.undo(context.undoAction, { ...(trace as RemoteTrace) })
  await context.settle?.()
  context.trace = trace
  context.settle = () => undo.settle()
}

/** A socket of this machine that leads to a stream of the target. */
export async function forward(
  { forwarded, target, task, signal }: Pick<RemoteContext, 'forwarded' | 'target' | 'task' | 'signal'>,
  stream: TunnelStream,
): Promise<{ readonly socket: string }> {
  const socket = await forwarded.listen(
    stream,
    () => target.stream(stream, signal),
    error => task.log(`the stream of ${stream} could not be opened: ${failureText(error)}`),
  )
  return { socket }
}
