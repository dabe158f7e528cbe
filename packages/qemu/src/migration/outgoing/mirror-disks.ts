import type { TaskHandle } from '@quorate/contract'
import { jointProgress, nbdOptions, type ExportPlace } from '@quorate/guest'
import { untilNearlyEqual, followJob, type BlockJob } from '../../hot/block-job.ts'
import { diskNodes } from '../../hot/disk-node.ts'
import type { QmpClient } from '../../qmp/qmp-client.ts'

export const mirrorJob = (key: string): string => `migrate-${key}`
export const mirrorNode = (key: string): string => `migrate-to-${key}`

export interface MirroredDisk {
  readonly key: string
  readonly volid: string
  readonly size: number
}

export interface MirrorRequest {
  readonly disks: readonly MirroredDisk[]
  readonly place: ExportPlace
  readonly tls: { readonly peer: string; readonly folder: string } | undefined
  /** MiB per second */
  readonly rateMBps: number | undefined
  /** Rejects when the target is lost. */
  there(): Promise<void>
}

/** Measured: with QEMU's own smaller pieces a copy takes twice as long. */
const tuning = { 'buf-size': 32 * 2 ** 20, granularity: 2 ** 20 }

/**
 * Copies disks of the running guest to the target, one after the other, and goes on copying what it writes. Answers the
 * jobs when both sides are equal. The guest waits for each of its writes to be at both: it cannot outrun the network.
 */
export async function mirrorDisks(
  client: QmpClient,
  task: TaskHandle,
  request: MirrorRequest,
  following: AsyncDisposableStack,
): Promise<BlockJob[]> {
  const { disks, place, tls, rateMBps } = request
  const part = jointProgress(
    task,
    disks.reduce((sum, { size }) => sum + size, 0),
    'copying disks',
  )
  const jobs: BlockJob[] = []
  for (const { key, volid, size } of disks) {
    const { top } = await diskNodes(client, key)
    const name = place.names[volid] as string
    task.log(`${key}: copying ${volid}`)
    await request.there()
    await client.execute(
      'blockdev-add',
      { ...nbdOptions({ place, name, tls }), 'node-name': mirrorNode(key), discard: 'unmap' },
      { timeoutMs: 30_000 },
    )
    const job = following.use(followJob(client, mirrorJob(key)))
    await client.execute('blockdev-mirror', {
      'job-id': job.id,
      device: top,
      target: mirrorNode(key),
      sync: 'full',
      'copy-mode': 'write-blocking',
      ...tuning,
      ...(rateMBps ? { speed: Math.max(1, Math.round(rateMBps * 2 ** 20)) } : {}),
    })
    await untilNearlyEqual(client, job, part(size))
    if (rateMBps) await client.execute('block-job-set-speed', { device: job.id, speed: 0 })
    jobs.push(job)
  }
  return jobs
}

/** Of disks that are equal this is the end of copying; the guest stands still. */
export async function endMirrors(client: QmpClient, jobs: readonly BlockJob[]): Promise<void> {
  for (const { ready } of jobs) await ready
  await Promise.all(jobs.map(({ id }) => client.execute('block-job-cancel', { device: id })))
  for (const { over } of jobs) await over
}
