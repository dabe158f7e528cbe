import type { ConfigStore, EventHub } from '@quorate/cluster'
import type { Call, TaskWork } from '@quorate/contract'
import type { Host } from '@quorate/host'
import type { StorageService } from '@quorate/storage'
import type { GuestIndex } from './guest-index.ts'
import type { OtherNodes } from './migration/other-nodes.ts'

/** What work on guests of any kind needs of the rest of the product. The composition puts it together. */
export interface GuestServices {
  readonly host: Host
  readonly store: ConfigStore
  readonly hub: Pick<EventHub, 'publish' | 'values'>
  readonly guests: GuestIndex
  readonly storage: StorageService
  /** PEM of the node's TLS certificate, for VNC clients that do not come through the web server. */
  certificate?(): string | undefined
  /** Notes a short task such as the opening of a console, with a line of its log, and answers its UPID. */
  noteTask(call: Call, type: string, id: string, line?: string): Promise<string>
  /** Only in the process that runs tasks: runs work that nobody asked for as a task of its own and waits for its end. `queued`: after all that waits to be done with the guest. */
  background?(type: string, vmid: number, work: TaskWork, options?: { readonly queued?: boolean }): Promise<void>
  /** Only in the process that runs tasks: begins a task in somebody's name, after all that waits to be done with the guest. */
  beginQueued?(
    authid: string,
    type: string,
    vmid: number,
    work: TaskWork,
  ): { readonly upid: string; readonly ended: Promise<string>; stop(): void }
  /** Only in the process that runs tasks: begins work as a task of the caller, beside what waits for the guest. `ended`: how it ended */
  beginTask?(call: Call, type: string, id: string, work: TaskWork): { readonly upid: string; readonly ended: Promise<string> }
  /** undefined: this machine is alone */
  readonly otherNodes?: OtherNodes
  /** Only in the process that runs tasks: aborts what still waits for the guest to shut down. */
  abortShutdowns?(vmid: number, authid: string): void
  /** Adds or removes a guest as a member of a pool. */
  readonly pools?: {
    /** Fails when there is no such pool. */
    require(pool: string): void
    add(pool: string, vmid: number, authid: string): Promise<void>
    forget(vmid: number, authid: string): Promise<void>
  }
}
