import type { QmpClient } from '../qmp/qmp-client.ts'
import { followJob, type BlockJob } from './block-job.ts'
import type { CopyTarget } from './copy-target.ts'
import type { DiskNodes } from './disk-node.ts'

/** Measured: with QEMU's own smaller pieces a copy takes twice as long. */
const tuning = { 'buf-size': 32 * 2 ** 20, granularity: 2 ** 20 }

export interface MirrorRequest {
  readonly job: string
  readonly present: DiskNodes
  readonly target: CopyTarget
  /** MiB per second */
  readonly rateMBps?: number | undefined
}

/** Begins to copy a disk to an opened target, with everything that the guest writes meanwhile. */
export async function startMirror(client: QmpClient, request: MirrorRequest): Promise<BlockJob> {
  const { job, present, target, rateMBps } = request
  const followed = followJob(client, job)
  try {
    await client.execute('blockdev-mirror', {
      'job-id': job,
      // Jobs begin at the top of a disk, above its limits.
      device: present.top,
      target: target.format['node-name'],
      sync: 'full',
      'copy-mode': 'background',
      ...tuning,
      ...(rateMBps ? { speed: Math.max(1, Math.round(rateMBps * 2 ** 20)) } : {}),
    })
    return followed
  } catch (error) {
    await followed[Symbol.asyncDispose]()
    throw error
  }
}
