import type { GuestServices } from '@quorate/guest'
import type { ContainerRuntime } from './runtime/container-runtime.ts'

/** What containers need of the rest of the product. The composition puts it together. */
export interface LxcServices extends GuestServices {
  /** The way to running containers. */
  readonly runtime: ContainerRuntime
}
