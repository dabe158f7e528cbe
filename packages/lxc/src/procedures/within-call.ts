import type { Call, TaskWork } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { LxcServices } from '../services.ts'

/** Does work for a call that waits for it as a task of its own, so that it is undone when it fails or its process dies. */
export async function withinCall(services: LxcServices, call: Call, type: string, vmid: number, work: TaskWork): Promise<void> {
  if (!services.beginTask) throw new Failure(`'${type}' of CT ${vmid} can run in the task runner only`)
  const ended = await services.beginTask(call, type, String(vmid), work).ended
  if (ended !== 'OK' && !ended.startsWith('WARNINGS')) throw new Failure(ended)
}
