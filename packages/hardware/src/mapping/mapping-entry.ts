import { dirMap } from '@quorate/contract/mapping/dir-map'
import { pciMap } from '@quorate/contract/mapping/pci-map'
import { usbMap } from '@quorate/contract/mapping/usb-map'
import { compilePropertyString, Failure, Refusal, SectionConfig, type Section, type Static } from '@quorate/schema'
import { mappingNames, type MappingKind } from './mapping-kind.ts'

export type PciMapEntry = Static<typeof pciMap>
export type UsbMapEntry = Static<typeof usbMap>
export type DirMapEntry = Static<typeof dirMap>

/** What a mapping is on one node. */
export interface MapEntries {
  readonly pci: PciMapEntry
  readonly usb: UsbMapEntry
  readonly dir: DirMapEntry
}

const codecs = { pci: compilePropertyString(pciMap), usb: compilePropertyString(usbMap), dir: compilePropertyString(dirMap) }

/** The text of an entry as it stands in the file. */
export function entryText<K extends MappingKind>(kind: K, entry: MapEntries[K]): string {
  return codecs[kind].format(entry as never)
}

/** A mapping as its file says. */
export interface Mapping {
  readonly id: string
  /** Entries as they stand there. */
  readonly map: readonly string[]
  readonly description?: string
  /** Its devices are split into mediated ones. */
  readonly mdev: boolean
  readonly liveMigration: boolean
}

/** A description may have several lines; the file keeps it on one. */
export function descriptionText(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\x00-\x1f\x7f%]/g, sign => `%${sign.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)
}

function readDescription(text: string): string {
  return text.replace(/%([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

const isOn = (text: string | undefined) => text !== undefined && /^(?:1|on|yes|true)$/i.test(text)

function readMapping(section: Section): Mapping {
  const description = section.values.get('description')
  return {
    id: section.id,
    map: section.all.get('map') ?? [],
    ...(description === undefined ? {} : { description: readDescription(description) }),
    mdev: isOn(section.values.get('mdev')),
    liveMigration: isOn(section.values.get('live-migration-capable')),
  }
}

/** In the order of the file. */
export function readMappings(text: string | undefined): Mapping[] {
  return SectionConfig.parse(text ?? '', 'bare')
    .sections()
    .map(readMapping)
}

/** The entries of a mapping for one node. Fails with a Failure that names a text which cannot be read. */
export function entriesOf<K extends MappingKind>(kind: K, mapping: Mapping, node: string): MapEntries[K][] {
  return mapping.map.flatMap(text => {
    const entry = codecs[kind].parse(text)
    if (entry instanceof Refusal) {
      throw new Failure(`${mappingNames[kind]} '${mapping.id}' has an entry that cannot be read: '${text}'`)
    }
    return entry.node === node ? [entry as unknown as MapEntries[K]] : []
  })
}
