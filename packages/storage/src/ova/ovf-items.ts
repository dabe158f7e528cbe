import { childText, type OvfElement } from './ovf-elements.ts'

/** Kinds of virtual hardware as the CIM schema of the DMTF numbers them. */
export const resourceType = {
  processor: 3,
  memory: 4,
  ideController: 5,
  scsiController: 6,
  network: 10,
  floppy: 14,
  cdrom: 15,
  dvd: 16,
  disk: 17,
  otherStorage: 20,
  serial: 21,
} as const

/** One piece of virtual hardware. */
export interface OvfItem {
  readonly id: string
  readonly type: number
  readonly subtype: string
  readonly parent: string | undefined
  readonly addressOnParent: number
  readonly address: string | undefined
  readonly quantity: number | undefined
  readonly units: string
  readonly hostResource: string | undefined
  readonly coresPerSocket: number | undefined
  readonly name: string
}

const kinds = new Set(['Item', 'StorageItem', 'EthernetPortItem'])

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function itemOf(element: OvfElement): OvfItem {
  const text = (name: string) => childText(element, name)
  return {
    id: text('InstanceID') ?? text('InstanceId') ?? '',
    type: numberOf(text('ResourceType')) ?? 0,
    subtype: (text('ResourceSubType') ?? '').toLowerCase(),
    parent: text('Parent'),
    addressOnParent: numberOf(text('AddressOnParent')) ?? 0,
    address: text('Address') ?? text('MACAddress'),
    quantity: numberOf(text('VirtualQuantity')),
    units: text('AllocationUnits') ?? '',
    hostResource: text('HostResource'),
    coresPerSocket: numberOf(text('CoresPerSocket')),
    name: text('ElementName') ?? '',
  }
}

/** The hardware in its order; of alternatives for several hypervisors and configurations the first ones. */
export function hardwareItems(section: OvfElement): OvfItem[] {
  const elements = section.children.filter(child => kinds.has(child.name) && !child.attributes.has('configuration'))
  return elements.map(itemOf)
}

/** `byte * 2^20`, `MegaBytes`, `GB` as a number of bytes; what is not known is `usual`. */
export function unitBytes(text: string, usual: number): number {
  const power = /^byte\s*\*\s*2\s*\^\s*(\d{1,2})$/i.exec(text.trim())?.[1]
  if (power !== undefined) return 2 ** Math.min(Number(power), 50)
  const letter = /^(?:byte\s*\*\s*)?(k|m|g|t)(?:i?b|ilobytes|egabytes|igabytes|erabytes|bytes)?$/i.exec(text.trim())?.[1]?.toLowerCase()
  if (letter !== undefined) return 2 ** ({ k: 10, m: 20, g: 30, t: 40 }[letter] ?? 20)
  return /^bytes?$/i.test(text.trim()) ? 1 : usual
}
