import type { ConfigReader } from '@quorate/cluster'
import { isGuestVolume, type Content } from '../content-type.ts'
import type { ListedVolume } from '../driver.ts'
import type { VolumeRow } from '../storage-service.ts'
import type { VolumeName } from '../volume-name.ts'
import type { Storages } from './storages.ts'

/** Containers and virtual machines name their disks alike; whose it is decides what content it is. */
function isContainer(config: ConfigReader, vmid: number): boolean {
  return config.list('nodes').some(node => config.read(`nodes/${node}/lxc/${vmid}.conf`) !== undefined)
}

export function contentOf(config: ConfigReader, { content, vmid }: Pick<VolumeName, 'content' | 'vmid'>): Content {
  return content === 'images' && vmid !== undefined && isContainer(config, vmid) ? 'rootdir' : content
}

export function rowOf(storage: string, volume: ListedVolume, content: Content): VolumeRow {
  const { name, size, used, ctime, notes } = volume
  return {
    volid: `${storage}:${name.text}`,
    content,
    format: name.format,
    size,
    ...(used !== undefined && { used }),
    ...(name.vmid !== undefined && { vmid: name.vmid }),
    ...(name.base !== undefined && { parent: name.base }),
    ...(ctime !== undefined && { ctime }),
    ...(notes !== undefined && { notes }),
    ...(volume.protected && { protected: true }),
    ...(name.subtype && { subtype: name.subtype }),
  }
}

/** What is on the storage and may be there by its configuration, sorted by volume id. */
export async function listContent(
  storages: Storages,
  config: ConfigReader,
  storage: string,
  filter: { content?: Content; vmid?: number },
): Promise<VolumeRow[]> {
  const entry = storages.usable(storage)
  const { activate, volumes } = storages.open(storage)
  await activate()
  const wanted = entry.content.filter(content => filter.content === undefined || content === filter.content)
  const scans = new Set(wanted.map(content => (isGuestVolume(content) ? 'images' : content)))
  const known = new Map<number, Content>()
  const kindOf = ({ name }: ListedVolume): Content => {
    if (name.content !== 'images' || name.vmid === undefined) return name.content
    const kind = known.get(name.vmid) ?? contentOf(config, name)
    known.set(name.vmid, kind)
    return kind
  }
  const rows: VolumeRow[] = []
  for (const content of scans) {
    for (const volume of await volumes.list({ content, ...(filter.vmid !== undefined && { vmid: filter.vmid }) })) {
      const kind = kindOf(volume)
      if (filter.content === undefined || kind === filter.content) rows.push(rowOf(storage, volume, kind))
    }
  }
  return rows.toSorted((a, b) => (a.volid < b.volid ? -1 : 1))
}
