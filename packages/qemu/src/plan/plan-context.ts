import type { VmConfig } from './vm-config.ts'
import type { StartOptions, VmFacts } from './vm-facts.ts'
import type { MachineChoice } from '../devices/machine.ts'

/** What every part of a plan looks at. Parts add to `warnings`; nothing else changes. */
export interface PlanContext {
  readonly config: VmConfig
  readonly facts: VmFacts
  readonly options: StartOptions
  readonly machine: MachineChoice
  /** Place in the boot order by key; lower comes first. */
  readonly boot: ReadonlyMap<string, number>
  readonly accel: 'kvm' | 'tcg'
  readonly warnings: string[]
}
