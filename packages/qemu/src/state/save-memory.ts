import { join } from 'node:path'
import type { TaskHandle } from '@quorate/contract'
import type { QmpClient } from '../qmp/qmp-client.ts'
import { runFolder } from '../runtime/run-record.ts'
import type { QemuServices } from '../services.ts'
import { endSending, sendState } from './outgoing-state.ts'
import { receiveStream } from './receive-stream.ts'
import { stateVolumePath } from './state-volume.ts'

/** Unix socket through which a guest's memory leaves or enters its QEMU; goes with the other files of its run. */
export function stateSocket(services: Pick<QemuServices, 'host'>, vmid: number): string {
  return join(runFolder(services.host.root), `${vmid}.state`)
}

export interface SaveRequest {
  readonly vmid: number
  readonly volid: string
  readonly standStillAfter: number
  atStandstill?(): Promise<void>
  /** Called when all is sent: here the guest may be continued, while the last part is still being written. */
  afterwards?(): Promise<void>
}

/** Saves a guest's memory to a volume; answers when it is on the disk. When it fails, the caller sees to it that the guest goes on. */
export async function saveMemory(services: QemuServices, client: QmpClient, task: TaskHandle, request: SaveRequest): Promise<void> {
  const { vmid, volid, standStillAfter, atStandstill } = request
  const socket = stateSocket(services, vmid)
  await using receiver = await receiveStream(services.host, socket, await stateVolumePath(services, volid))
  try {
    await sendState(client, task, vmid, { socket, standStillAfter, ...(atStandstill ? { atStandstill } : {}) })
  } catch (error) {
    task.signal.throwIfAborted()
    // When writing fails QEMU notices, but does not know why.
    throw (await receiver.broken()) ?? error
  }
  await request.afterwards?.()
  await endSending(client)
  await receiver.done
}
