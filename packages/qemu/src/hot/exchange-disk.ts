import type { TaskHandle } from '@quorate/contract'
import { parseDrive, type ConfigSection } from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import type { QemuServices } from '../services.ts'
import type { QmpClient } from '../qmp/qmp-client.ts'
import { untilNearlyEqual, type BlockJob } from './block-job.ts'
import { openTarget, planTarget, settleTarget, targetNames, type CopyTarget } from './copy-target.ts'
import { closeNodes, diskNodes, type DiskNodes } from './disk-node.ts'
import { goOn } from './end-copies.ts'
import { startMirror } from './mirror-job.ts'
import { forgetVolume, useVolume } from './note-volumes.ts'

export interface ExchangeRequest {
  readonly section: ConfigSection
  readonly key: string
  /** The new volume, empty and of the same size. */
  readonly volid: string
  /** MiB per second */
  readonly rateMBps?: number | undefined
  /** Writes into the config that the disk is on the new volume. */
  commit(): Promise<void>
  /** The work is done: nothing of it is to be undone any more. */
  settle(): Promise<void>
}

export const moveJob = (key: string): string => `move-${key}`

/** milliseconds that the last bit, and what the guest has under way, may take */
const restMs = 60_000

/**
 * Lets the disk be on the target. Below limits that is done by hand: QEMU 7.2 stands still for ever when a job exchanges a
 * node below another one that a thread of its own serves.
 */
async function putInPlace(client: QmpClient, job: BlockJob, present: DiskNodes, target: CopyTarget): Promise<void> {
  if (present.format === present.top) {
    await client.execute('block-job-complete', { device: job.id })
    return await job.over
  }
  // Of copies that are equal this is the end.
  await client.execute('block-job-cancel', { device: job.id })
  await job.over
  const filter = target.filter
  if (!filter) throw new Failure(`the limits of '${present.top}' are not those that were planned`)
  await client.execute('blockdev-reopen', { options: [{ ...filter, 'node-name': present.top, file: target.format['node-name'] }] })
}

/** The disk is moved by now: a connection that broke meanwhile is no reason to leave the guest paused. */
async function goOnSurely(services: QemuServices, vmid: number, task: TaskHandle): Promise<void> {
  try {
    await services.runtime.qmp(vmid, goOn)
  } catch (error) {
    task.log(`asking VM ${vmid} again to go on: ${failureText(error)}`)
    await services.runtime.qmp(vmid, goOn)
  }
}

/**
 * Copies a disk of a running VM to a new volume and lets the VM go on with that. For the exchange the guest stands
 * still for some milliseconds: both volumes are equal until the config names the new one, so that a crash at any moment
 * finds config and content in agreement. On failure the caller's undo cleans up.
 */
export async function exchangeDisk(services: QemuServices, task: TaskHandle, vmid: number, request: ExchangeRequest): Promise<void> {
  const { key, section, volid, rateMBps } = request
  await useVolume(services, vmid, volid)
  await services.runtime.qmp(vmid, async client => {
    const present = await diskNodes(client, key)
    const target = await planTarget(services, vmid, section, key, volid, present)
    await openTarget(client, target)
    await using job = await startMirror(client, { job: moveJob(key), present, target, rateMBps })
    await untilNearlyEqual(client, job, task)
    if (rateMBps) await client.execute('block-job-set-speed', { device: job.id, speed: 0 })
    const { running } = await client.execute('query-status')
    if (running) await client.execute('stop', {}, { timeoutMs: restMs })
    await job.ready
    await request.commit()
    await putInPlace(client, job, present, target)
    await request.settle()
    if (running) await goOnSurely(services, vmid, task)
    try {
      await closeNodes(client, [present.format, present.file])
      await settleTarget(client, target)
      await forgetVolume(services, vmid, parseDrive(section.get(key) ?? '').file)
    } catch (error) {
      task.warn(`${key} of VM ${vmid} is on its new volume, but has its usual settings only from the next start on: ${failureText(error)}`)
    }
  })
}

/** Names of the nodes that an exchange opens; for its undo, before there are any. */
export async function exchangeNodes(
  services: QemuServices,
  vmid: number,
  { section, key, volid }: Pick<ExchangeRequest, 'section' | 'key' | 'volid'>,
): Promise<{ fresh: string[]; former: string[] }> {
  return await services.runtime.qmp(vmid, async client => {
    const present = await diskNodes(client, key)
    const target = await planTarget(services, vmid, section, key, volid, present)
    if (target.format['read-only'] && present.format === present.top) throw new Failure(`disk '${key}' of VM ${vmid} is read only`)
    return { fresh: targetNames(target), former: [present.format, present.file] }
  })
}
