import { dirMap } from '@quorate/contract/mapping/dir-map'
import { pciMap } from '@quorate/contract/mapping/pci-map'
import { usbMap } from '@quorate/contract/mapping/usb-map'
import { formatMembers, parseMembers, type Members } from '../../forms/property-string.ts'

export const mappingKinds = ['pci', 'usb', 'dir'] as const
export type MappingKind = (typeof mappingKinds)[number]

const schemas = { pci: pciMap, usb: usbMap, dir: dirMap }

/** What a mapping stands for on one node. */
export interface MapEntry extends Members {
  readonly node: string
}

export interface Mapping {
  readonly id: string
  readonly kind: MappingKind
  readonly description: string
  readonly entries: readonly MapEntry[]
  readonly mdev: boolean
  readonly liveMigration: boolean
  /** What is wrong with it on the node that was asked about. */
  readonly problems: readonly string[]
}

interface MappingAnswer {
  readonly id: string
  readonly map: readonly string[]
  readonly description?: string
  readonly mdev?: 0 | 1
  readonly 'live-migration-capable'?: 0 | 1
  readonly checks?: readonly { readonly message: string }[]
  readonly error?: unknown
}

export function asMapping(kind: MappingKind, answer: MappingAnswer): Mapping {
  return {
    id: answer.id,
    kind,
    description: answer.description ?? '',
    entries: answer.map.map(text => ({ node: '', ...parseMembers(schemas[kind], text) })),
    mdev: answer.mdev === 1,
    liveMigration: answer['live-migration-capable'] === 1,
    problems: (answer.checks ?? []).map(({ message }) => message),
  }
}

export const entryText = (kind: MappingKind, entry: MapEntry): string => formatMembers(schemas[kind], entry)

/** `pci/gpu` in its two parts; an empty id is a new one. */
export function splitMappingId(text: string): { readonly kind: MappingKind; readonly id: string } {
  const [kind = 'pci', ...rest] = text.split('/')
  return { kind: mappingKinds.find(one => one === kind) ?? 'pci', id: rest.join('/') }
}
