import type { RemoteContext } from '@quorate/guest'
import type { Step } from '@quorate/tasks'
import type { IncomingRequest } from '../../migration/wire.ts'
import type { QemuServices } from '../../services.ts'
import type { RemoteOptions } from './check-here.ts'
import type { RemoteOutgoingTrace } from './settle-outgoing.ts'

/** What the steps of a VM's migration to another cluster share. */
export interface VmContext extends RemoteContext<RemoteOutgoingTrace> {
  readonly services: QemuServices
  readonly options: RemoteOptions
  readonly request: IncomingRequest
  /** When the guest stood still, on a clock of its own. */
  stopped?: number
}

export type RemoteStep = Step<VmContext>
