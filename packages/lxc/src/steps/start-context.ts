import type { TaskHandle } from '@quorate/contract'
import type { ContainerConfig } from '../plan/container-config.ts'
import type { ContainerPlan } from '../plan/container-plan.ts'
import type { RunningContainer } from '../runtime/running-container.ts'
import type { LxcServices } from '../services.ts'

/** What the steps of a start share. */
export interface StartContext {
  readonly services: LxcServices
  readonly task: TaskHandle
  readonly vmid: number
  readonly config: ContainerConfig
  readonly plan: ContainerPlan
  /** Volumes to be made usable, by their ids. */
  readonly volumes: readonly string[]
  /** CPUs that it runs on; undefined: all */
  readonly cpus: string | undefined
  /** Filled in when its first program runs. */
  container?: RunningContainer
}
