import type { Call, TaskWork } from '@quorate/contract'
import type { GuestServices } from '@quorate/guest'
import type { ContainerRuntime } from './runtime/container-runtime.ts'

/** What containers need of the rest of the product. The composition puts it together. */
export interface LxcServices extends GuestServices {
  /** The way to running containers. */
  readonly runtime: ContainerRuntime
  /** Only in the process that runs tasks: begins work as a task of the caller, beside what waits for the container. `ended`: how it ended */
  beginTask?(call: Call, type: string, id: string, work: TaskWork): { readonly upid: string; readonly ended: Promise<string> }
}
