import { randomBytes } from 'node:crypto'
import { Failure } from '@quorate/schema'
import type { CreateRequest, ImageSource, Making } from '../driver.ts'
import { NameTaken } from '../errors.ts'
import { prefixOf } from '../guest-volume-name.ts'
import { nextDiskName } from '../next-disk-name.ts'
import { fillTree } from '../tree/fill-tree.ts'
import type { ZfsParts } from './parts.ts'
import { datasetOf, placeOf, waitForDevice } from './volume-place.ts'
import { tryReadZfsName } from './volume-names.ts'
import { DatasetExists, type Properties } from './zfs-tool.ts'

/** Sizes of volumes are whole multiples of every block size. */
const sizeStep = 2 ** 20

export function volumeSize(sizeBytes: number): number {
  return Math.ceil(sizeBytes / sizeStep) * sizeStep
}

/** What a container's files need: POSIX ACLs, and attributes beside the file. */
export function treeProperties(sizeBytes: number): Properties {
  return { acltype: 'posixacl', xattr: 'sa', refquota: sizeBytes === 0 ? 'none' : String(sizeBytes) }
}

/** The name that was asked for, without an ending that says the format. */
function checkedLeaf(parts: ZfsParts, { vmid, format, name }: Pick<CreateRequest, 'vmid' | 'format' | 'name'>): string | undefined {
  const leaf = name?.endsWith(`.${format}`) ? name.slice(0, -format.length - 1) : name
  const prefix = `${prefixOf(format)}-${vmid}-`
  if (leaf !== undefined && (tryReadZfsName(leaf)?.leaf !== leaf || !leaf.startsWith(prefix))) {
    throw new Failure(`storage '${parts.id}': illegal name '${name}', should be '${prefix}<name>'`)
  }
  return leaf
}

/** Makes a dataset under the name that was asked for, or under the next that is free. Answers its leaf. */
export async function publish(
  parts: ZfsParts,
  request: Pick<CreateRequest, 'vmid' | 'format' | 'name'>,
  making: Making,
  tag: string,
  make: (dataset: string) => Promise<void>,
): Promise<string> {
  const asked = checkedLeaf(parts, request)
  for (;;) {
    const taken =
      asked === undefined ? ((await parts.zfs.below(parts.pool)) ?? []).map(({ name }) => name.slice(parts.pool.length + 1)) : []
    const leaf = asked ?? nextDiskName(request.vmid, taken, prefixOf(request.format))
    const trace = await making.willCreate({ name: leaf, identity: tag })
    try {
      await make(datasetOf(parts, { leaf }))
      return leaf
    } catch (error) {
      await trace.settle()
      if (!(error instanceof DatasetExists)) throw error
      if (asked !== undefined) throw new NameTaken(parts.id, leaf)
    }
  }
}

async function createDataset(parts: ZfsParts, dataset: string, tag: string, { format, sizeBytes }: CreateRequest): Promise<void> {
  if (format === 'subvol') return await parts.zfs.create(dataset, tag, { properties: treeProperties(sizeBytes) })
  const volume = { size: volumeSize(sizeBytes), sparse: parts.sparse }
  await parts.zfs.create(dataset, tag, { volume, ...(parts.blocksize !== undefined && { properties: { volblocksize: parts.blocksize } }) })
}

/** ZFS makes an empty one whole, in one step. */
export async function newDataset(parts: ZfsParts, request: CreateRequest, making: Making): Promise<string> {
  const tag = randomBytes(8).toString('hex')
  const leaf = await publish(parts, request, making, tag, dataset => createDataset(parts, dataset, tag, request))
  if (request.format === 'raw') await waitForDevice(placeOf(parts, leaf, 'raw').path)
  return leaf
}

async function fill(parts: ZfsParts, leaf: string, request: CreateRequest, source: ImageSource, making: Making, rateMBps?: number) {
  const { path } = placeOf(parts, leaf, request.format)
  if (request.format === 'subvol') return await fillTree(parts.host, path, source, making, rateMBps)
  await waitForDevice(path)
  await parts.qemuImg.convert({
    source,
    target: { path, format: 'raw', options: undefined, isZero: true },
    ...(rateMBps !== undefined && { rateMBps }),
    signal: making.signal,
    progress: (done, total) => making.progress(done, total),
  })
}

/** Filled under a name of its own first, which is no volume's, then renamed. */
export async function newFilledDataset(
  parts: ZfsParts,
  request: CreateRequest,
  source: ImageSource,
  making: Making,
  rateMBps?: number,
): Promise<string> {
  const asked = checkedLeaf(parts, request)
  if (asked !== undefined && (await parts.zfs.find(datasetOf(parts, { leaf: asked })))) throw new NameTaken(parts.id, asked)
  making.signal.throwIfAborted()
  const tag = randomBytes(8).toString('hex')
  const hidden = `new-${tag}`
  const partial = await making.willCreate({ name: hidden, identity: tag })
  const dataset = datasetOf(parts, { leaf: hidden })
  try {
    await createDataset(parts, dataset, tag, request)
    await fill(parts, hidden, request, source, making, rateMBps)
    making.signal.throwIfAborted()
    const leaf = await publish(parts, request, making, tag, async name => {
      if (!(await parts.zfs.rename(dataset, name))) throw new Failure(`'${dataset}' is gone`)
    })
    if (request.format === 'raw') await waitForDevice(placeOf(parts, leaf, 'raw').path)
    return leaf
  } finally {
    await parts.zfs.destroy(dataset)
    await partial.settle()
  }
}
