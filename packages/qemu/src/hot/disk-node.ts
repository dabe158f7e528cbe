import { Failure } from '@quorate/schema'
import type { QmpClient } from '../qmp/qmp-client.ts'

/** The block nodes of a disk of a running machine, by their names. */
export interface DiskNodes {
  /** What the guest's device reads: `drive-scsi0`. */
  readonly top: string
  /** That of the image's format, below the limits: `fmt-scsi0`, or `fmt-scsi0-2` after a move. Firmware memory has only the top. */
  readonly format: string
  readonly file: string
  /** For the names of nodes beside these. */
  readonly next: number
}

type Talk = Pick<QmpClient, 'execute'>

/** Names that a layer of a disk may have: after a move it has a number at the end. */
export function nodeForm(layer: string, key: string): RegExp {
  return new RegExp(`^${layer}-${key}(?:-\\d+)?$`)
}

async function nodeNames(client: Talk): Promise<string[]> {
  return (await client.execute('query-named-block-nodes', { flat: true })).map(node => node['node-name'] ?? '')
}

/**
 * Of these disks the ones that the running machine has, with the node that the guest's device reads: firmware memory
 * without UEFI, for one, is in nobody's use.
 */
export async function disksInUse(client: Talk, keys: Iterable<string>): Promise<Map<string, string>> {
  const tops = new Map((await nodeNames(client)).map(name => [name.replace(/-\d+$/, ''), name]))
  const found = new Map<string, string>()
  for (const key of keys) {
    const top = tops.get(`drive-${key}`)
    if (top !== undefined) found.set(key, top)
  }
  return found
}

/** Fails when the disk is not part of the running machine. */
export async function diskNodes(client: Talk, key: string): Promise<DiskNodes> {
  const names = await nodeNames(client)
  const named = (layer: string) => names.find(name => nodeForm(layer, key).test(name))
  const top = named('drive')
  if (!top) throw new Failure(`disk '${key}' is not part of the running machine - it comes with the next start`)
  const format = named('fmt') ?? top
  const number = /-(\d+)$/.exec(format.slice(format.indexOf(key) + key.length))?.[1]
  return { top, format, file: `file-${key}${number === undefined ? '' : `-${number}`}`, next: Number(number ?? 1) + 1 }
}

interface Layer {
  readonly filename?: string
  readonly file?: Layer | string
}

/** QEMU tells a plain path, or, where the layers were put together by hand, all of them as JSON. Pure. */
export function bottomPath(text: string): string | undefined {
  if (!text.startsWith('json:')) return text
  let layer: Layer | string | undefined = JSON.parse(text.slice('json:'.length)) as Layer
  while (typeof layer === 'object' && layer.filename === undefined) layer = layer.file
  return typeof layer === 'object' ? layer.filename : layer
}

/** Path of the file or device that the guest's disk is on now; undefined: no such disk. */
export async function pathInUse(client: Talk, key: string): Promise<string | undefined> {
  const form = nodeForm('drive', key)
  const found = (await client.execute('query-block')).find(entry => form.test(entry.inserted?.['node-name'] ?? ''))
  return found?.inserted && bottomPath(found.inserted.file)
}

/** Closes nodes that nothing uses any more. No error when they are not there. */
export async function closeNodes(client: Talk, names: readonly string[]): Promise<void> {
  const there = new Set(await nodeNames(client))
  for (const name of names) if (there.has(name)) await client.execute('blockdev-del', { 'node-name': name })
}
