import type { GuestServices } from '@quorate/guest'
import type { ContainerFacts, HostFacts } from './plan/container-facts.ts'
import type { ContainerRuntime } from './runtime/container-runtime.ts'

/** What this machine offers to containers; `cpuNumbers`: those of the CPUs that may be used. */
export type MachineFacts = Omit<HostFacts, 'cpus'> & { readonly cpuNumbers: readonly number[] }

/** What containers need of the rest of the product. The composition puts it together. */
export interface LxcServices extends GuestServices {
  /** The way to running containers. */
  readonly runtime: ContainerRuntime
  /** Gathered once and kept, but for the MTU of the named bridges. */
  hostFacts(bridges: readonly string[]): Promise<MachineFacts>
  /** Where lxcfs is mounted; in the process that runs tasks it is started when it does not run. undefined: it does not */
  lxcfs(): Promise<ContainerFacts['lxcfs']>
  /** Only in the process that runs tasks: ends that of a trial when no container is left. */
  endLxcfs?(): Promise<void>
}
