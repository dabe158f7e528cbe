import type { GuestServices } from '@quorate/guest'
import type { SpiceEntrance } from './console/spice-console.ts'
import type { QemuCapabilities } from './capabilities/qemu-capabilities.ts'
import type { HostFacts } from './plan/vm-facts.ts'
import type { GuestRuntime } from './runtime/guest-runtime.ts'

/** What virtual machines need of the rest of the product. The composition puts it together. */
export interface QemuServices extends GuestServices {
  /** Asked once of the installed program and kept. */
  capabilities(): Promise<QemuCapabilities>
  /** Gathered once and kept, but for the MTU of the named bridges. */
  hostFacts(bridges: readonly string[]): Promise<HostFacts>
  /** Folder with OVMF_CODE_4M.fd and its kin. */
  readonly firmware: string
  /** How SPICE clients come here; undefined: they do not. */
  spice?(): SpiceEntrance | undefined
  /** Only in the process that runs tasks: the open connections to running guests. */
  readonly runtime: GuestRuntime
}
