import type { TaskHandle } from '@quorate/contract'
import type { ConfigSection } from '@quorate/guest'
import { untilNearlyEqual, type BlockJob } from '../../hot/block-job.ts'
import { openTarget, planTarget, targetNames } from '../../hot/copy-target.ts'
import { closeNodes, diskNodes } from '../../hot/disk-node.ts'
import { goOn } from '../../hot/end-copies.ts'
import { startMirror } from '../../hot/mirror-job.ts'
import type { QemuServices } from '../../services.ts'
import { decodeVm } from '../../steps/load-vm.ts'
import type { CloneTrace } from './end-clone.ts'
import { withGuestFrozen } from '../with-guest-frozen.ts'

export interface RunningDisk {
  readonly key: string
  /** The new volume, empty and of the same size. */
  readonly volid: string
  /** Hears of the progress of this disk. */
  readonly task: TaskHandle
}

export interface RunningCopy {
  readonly section: ConfigSection
  readonly disks: readonly RunningDisk[]
  /** MiB per second */
  readonly rateMBps: number | undefined
}

/** milliseconds that the last bits, and what the guest has under way, may take */
const restMs = 60_000

/**
 * Copies disks of a running VM as all of them are at one moment: every copy follows its disk until the last is done;
 * then the guest's file systems are frozen, where its agent answers, and it stands still while the copies end.
 * `whilePaused`: what else has to be of that moment. On failure the undo of the task ends the jobs.
 */
export async function copyRunning(
  services: QemuServices,
  task: TaskHandle,
  vmid: number,
  { section, disks, rateMBps }: RunningCopy,
  whilePaused: () => Promise<void>,
): Promise<void> {
  await services.runtime.qmp(vmid, async client => {
    const copies = await Promise.all(
      disks.map(async disk => {
        const present = await diskNodes(client, disk.key)
        return {
          ...disk,
          present,
          job: `clone-${disk.key}`,
          target: await planTarget(services, vmid, section, disk.key, disk.volid, present),
        }
      }),
    )
    const { running } = await client.execute('query-status')
    const nodes = copies.flatMap(({ target }) => targetNames(target))
    const trace = { vmid, jobs: copies.map(({ job }) => job), nodes, paused: running } satisfies CloneTrace
    const undo = await task.undo('qemu.end-clone', trace)
    await using following = new AsyncDisposableStack()
    const jobs: BlockJob[] = []
    for (const { target, present, job, task: part } of copies) {
      await services.storage.activate(disks.map(({ volid }) => volid))
      await openTarget(client, target)
      const followed = following.use(await startMirror(client, { job, present, target, rateMBps }))
      await untilNearlyEqual(client, followed, part)
      jobs.push(followed)
    }
    if (rateMBps) for (const { id } of jobs) await client.execute('block-job-set-speed', { device: id, speed: 0 })
    await withGuestFrozen(services, task, vmid, decodeVm(vmid, section), async () => {
      // Again: a guest that is paused cannot be asked to thaw, so going on has to be undone first.
      const pause = await task.undo('qemu.end-clone', trace)
      try {
        if (running) await client.execute('stop', {}, { timeoutMs: restMs })
        for (const { ready } of jobs) await ready
        // Of copies that are equal this is the end; the guest stays on its own disks.
        for (const { id } of jobs) await client.execute('block-job-cancel', { device: id })
        for (const { over } of jobs) await over
        await whilePaused()
      } finally {
        if (running) await goOn(client)
      }
      await pause.settle()
    })
    await closeNodes(client, nodes)
    await undo.settle()
  })
}
