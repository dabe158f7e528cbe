import type { PlannedContainer } from '../steps/load-container.ts'
import type { RunningContainer } from '../runtime/running-container.ts'
import type { LxcServices } from '../services.ts'

/** One pending change of a running container, with plans of it before and after. */
export interface LiveChange {
  readonly services: LxcServices
  readonly container: RunningContainer
  readonly vmid: number
  readonly key: string
  readonly from: string | undefined
  readonly to: string | undefined
  readonly before: PlannedContainer
  readonly after: PlannedContainer
  /** For people who read along. */
  readonly log: (line: string) => void
}

/**
 * Brings one change into force. False: it has to wait for the next start. A failure says why it could not be done, and the
 * container is as it was.
 */
export type LiveHandler = (change: LiveChange) => Promise<boolean>
