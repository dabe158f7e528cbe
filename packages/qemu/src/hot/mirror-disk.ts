import type { TaskHandle } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { ImageFormat } from '@quorate/storage'
import type { QmpClient } from '../qmp/qmp-client.ts'
import type { QemuServices } from '../services.ts'
import { diskNode, topNode } from './disk-node.ts'

export interface MirrorRequest {
  readonly key: string
  readonly volid: string
  readonly storage: string
  readonly format?: ImageFormat
  /** MiB per second */
  readonly rateMBps?: number
}

interface Nodes {
  readonly file: string
  readonly format: string
}

/** Node names for the copy that are not those of the present disk. */
function namesBeside(present: string, key: string): Nodes {
  const last = Number(/-(\d+)$/.exec(present.slice(`fmt-${key}`.length))?.[1] ?? 1)
  return { file: `file-${key}-${last + 1}`, format: `fmt-${key}-${last + 1}` }
}

async function openTarget(services: QemuServices, client: QmpClient, volid: string, nodes: Nodes): Promise<void> {
  await services.storage.activate([volid])
  const volume = await services.storage.resolve(volid)
  const cache = { direct: volume.kind === 'block', 'no-flush': false }
  await client.execute('blockdev-add', {
    driver: volume.kind === 'block' ? 'host_device' : 'file',
    filename: volume.path,
    cache,
    discard: 'unmap',
    'node-name': nodes.file,
  })
  await client.execute('blockdev-add', { driver: volume.format, file: nodes.file, cache, discard: 'unmap', 'node-name': nodes.format })
}

async function closeNodes(client: QmpClient, nodes: Nodes): Promise<void> {
  const there = new Set((await client.execute('query-named-block-nodes', { flat: true })).map(node => node['node-name']))
  for (const name of [nodes.format, nodes.file]) if (there.has(name)) await client.execute('blockdev-del', { 'node-name': name })
}

/** Follows a job until both sides are equal (`ready`) or it is over. Told by QEMU; progress is looked at on the way. */
async function untilReady(
  client: QmpClient,
  task: TaskHandle,
  job: string,
  wanted: 'BLOCK_JOB_READY' | 'BLOCK_JOB_COMPLETED',
): Promise<void> {
  await using events = client.events()
  const cancel = () => void client.execute('block-job-cancel', { device: job, force: true }).catch(error => task.log(String(error)))
  task.signal.addEventListener('abort', cancel, { once: true })
  const progress = setInterval(() => {
    client.execute('query-jobs').then(
      jobs => {
        const found = jobs.find(entry => entry.id === job)
        if (found) task.progress(found['current-progress'], found['total-progress'], 'bytes', 'copying')
      },
      error => task.log(String(error)),
    )
  }, 1000)
  try {
    const jobs = await client.execute('query-block-jobs')
    if (wanted === 'BLOCK_JOB_READY' && jobs.some(entry => entry.device === job && entry.ready)) return
    for await (const { event, data } of events) {
      if (data['device'] !== job) continue
      if (event === wanted && !data['error']) return
      if (event === 'BLOCK_JOB_CANCELLED') throw new Failure(`copying was cancelled`)
      if (event === 'BLOCK_JOB_COMPLETED' || event === 'BLOCK_JOB_ERROR')
        throw new Failure(`copying failed: ${String(data['error'] ?? 'input/output error')}`)
    }
    throw new Failure('the VM ended while its disk was copied')
  } finally {
    clearInterval(progress)
    task.signal.removeEventListener('abort', cancel)
  }
}

/** Copies a disk of a running VM to a new volume and lets the VM go on with that. Answers the new volume's id. */
export async function mirrorDisk(services: QemuServices, task: TaskHandle, vmid: number, request: MirrorRequest): Promise<string> {
  const { key } = request
  const { size } = await services.storage.info(request.volid)
  const volid = await services.storage.allocate(task, request.storage, vmid, {
    sizeBytes: size,
    ...(request.format ? { format: request.format } : {}),
  })
  await services.runtime.qmp(vmid, async client => {
    const present = await diskNode(client, key)
    const nodes = namesBeside(present, key)
    const job = `mirror-${key}`
    try {
      await openTarget(services, client, volid, nodes)
      await client.execute('blockdev-mirror', {
        'job-id': job,
        // Jobs begin at the top of a disk, above its limits; only the image below is exchanged at the end.
        device: topNode(key),
        replaces: present,
        target: nodes.format,
        sync: 'full',
        'copy-mode': 'background',
        ...(request.rateMBps ? { speed: Math.round(request.rateMBps * 2 ** 20) } : {}),
      })
      await untilReady(client, task, job, 'BLOCK_JOB_READY')
      const done = untilReady(client, task, job, 'BLOCK_JOB_COMPLETED')
      await client.execute('block-job-complete', { device: job })
      await done
    } catch (error) {
      await closeNodes(client, nodes)
      throw new Failure(`moving ${key} of running VM ${vmid} failed`, { cause: error })
    }
    await closeNodes(client, { format: present, file: present.replace(/^fmt-/, 'file-') })
  })
  return volid
}
