import { SectionConfig, splitList, type Section } from '@quorate/schema'
import { contentTypes, isImageFormat, type Content } from '../content-type.ts'
import { isOn } from './option-value.ts'
import type { StorageEntry } from './storage-entry.ts'
import { storageTypes } from './storage-types.ts'

export const storageConfigPath = 'storage.cfg'

/** What a machine has before anybody wrote storage.cfg: one folder that holds everything, so that a first guest can be made. */
export function defaultStorageConfig(vzPath: string): string {
  return `dir: local\n\tpath ${vzPath}\n\tcontent iso,vztmpl,backup,import,snippets,images,rootdir\n`
}

export function readContentList(text: string | undefined): Content[] | undefined {
  if (text === undefined) return undefined
  const named = new Set(splitList(text))
  return contentTypes.filter(content => named.has(content))
}

/** A type that only ever is shared by all nodes, whatever its section says. */
const alwaysShared = new Set(['cephfs', 'cifs', 'esxi', 'iscsi', 'iscsidirect', 'nfs', 'pbs', 'rbd', 'zfs'])

export function readEntry(section: Section, hasDriver: (type: string) => boolean): StorageEntry {
  const options = Object.fromEntries(section.values)
  const type = storageTypes[section.type]
  const { nodes, format } = options
  return {
    id: section.id,
    type: section.type,
    content: readContentList(options['content']) ?? type?.defaultContent ?? [],
    ...(nodes !== undefined && splitList(nodes).length > 0 && { nodes: splitList(nodes) }),
    disabled: isOn(options['disable'] ?? '0'),
    shared: alwaysShared.has(section.type) || isOn(options['shared'] ?? '0'),
    ...(format !== undefined && isImageFormat(format) && { format }),
    usable: hasDriver(section.type),
    options,
  }
}

/** All storages in file order. */
export function readStorageConfig(text: string | undefined, vzPath: string, hasDriver: (type: string) => boolean): StorageEntry[] {
  const config = SectionConfig.parse(text ?? defaultStorageConfig(vzPath))
  return config.sections().map(section => readEntry(section, hasDriver))
}
