import type { QmpClient } from '../qmp/qmp-client.ts'
import { followJob } from './block-job.ts'

/** Cancels copying jobs that are still there, and waits until they are gone. */
export async function cancelJobs(client: QmpClient, jobs: readonly string[]): Promise<void> {
  for (const id of jobs) {
    await using job = followJob(client, id)
    const there = (await client.execute('query-jobs')).some(entry => entry.id === id)
    if (!there) continue
    const cancelled = client.execute('block-job-cancel', { device: id, force: true })
    // However it ends, and were it before the command came: it has ended.
    await Promise.all([cancelled.catch(() => undefined), job.over.catch(() => undefined)])
  }
}

/** A guest that was paused for the end of a copy goes on. */
export async function goOn(client: QmpClient): Promise<void> {
  if ((await client.execute('query-status')).status === 'paused') await client.execute('cont')
}
