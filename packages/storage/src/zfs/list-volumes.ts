import type { ListedVolume } from '../driver.ts'
import type { ZfsParts } from './parts.ts'
import { tryReadZfsName } from './volume-names.ts'
import type { Dataset } from './zfs-output.ts'

/** Clones of a base image are made of this snapshot of it. */
export const baseSnapshot = '__base__'

function leafIn(parts: ZfsParts, name: string): string {
  return name.startsWith(`${parts.pool}/`) ? name.slice(parts.pool.length + 1) : ''
}

/** undefined: a dataset that is no volume. */
export function listedVolume(parts: ZfsParts, dataset: Dataset): ListedVolume | undefined {
  const leaf = leafIn(parts, dataset.name)
  const plain = tryReadZfsName(leaf)
  if (!plain || plain.leaf !== leaf || (plain.format === 'subvol') !== (dataset.kind === 'filesystem')) return undefined
  const [origin = '', snapshot] = (dataset.origin ?? '').split('@')
  const base = snapshot === baseSnapshot ? leafIn(parts, origin) : ''
  const name = tryReadZfsName(base)?.isBase ? { ...plain, text: `${base}/${leaf}`, base } : plain
  return { name, size: dataset.size, used: dataset.used, ctime: dataset.created }
}

/** One program tells all there is. */
export async function listVolumes(parts: ZfsParts, vmid?: number): Promise<ListedVolume[]> {
  const datasets = (await parts.zfs.below(parts.pool)) ?? []
  return datasets
    .map(dataset => listedVolume(parts, dataset))
    .filter(volume => volume !== undefined)
    .filter(volume => vmid === undefined || volume.name.vmid === vmid)
}
