import type { TaskHandle } from '@quorate/contract'
import type { VmPlan } from '../plan/vm-plan.ts'
import type { RunningVm } from '../runtime/running-vm.ts'
import type { QemuServices } from '../services.ts'
import type { SavedRun } from '../state/saved-run.ts'

/** What the steps of a start share. */
export interface StartContext {
  readonly services: QemuServices
  readonly task: TaskHandle
  readonly vmid: number
  readonly plan: VmPlan
  /** Volumes to be made usable, by their ids. */
  readonly volumes: readonly string[]
  /** Version of the QEMU program. */
  readonly qemu: string
  /** undefined: the guest boots */
  readonly saved: SavedRun | undefined
  /** It waits for the memory of a guest that runs on another node. */
  readonly incoming?: boolean
  /** MiB that the balloon shall leave to the guest at once; undefined: all */
  readonly balloon: number | undefined
  /** milliseconds that QEMU may take until it answers */
  readonly timeoutMs: number
  /** Filled in when the process runs. */
  vm?: RunningVm
}
