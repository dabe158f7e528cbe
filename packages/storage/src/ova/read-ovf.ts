import { Failure } from '@quorate/schema'
import { allNamed, childText, readElements, type OvfElement } from './ovf-elements.ts'
import { hardwareItems, resourceType, unitBytes, type OvfItem } from './ovf-items.ts'
import { osTypeOf } from './ovf-os-type.ts'

export type OvfBus = 'ide' | 'sata' | 'scsi'

export interface OvfDisk {
  readonly bus: OvfBus
  /** File name of the image, beside the description. */
  readonly file: string
  /** As the description says; bytes. */
  readonly capacity: number | undefined
}

export interface OvfNic {
  /** As the hypervisor called it: `vmxnet3`, `e1000`. */
  readonly model: string
  readonly mac: string | undefined
}

/** A virtual machine as an OVF describes it. */
export interface OvfMachine {
  readonly name: string | undefined
  readonly ostype: string
  readonly processors: number
  readonly coresPerSocket: number | undefined
  readonly memoryMiB: number
  readonly efi: boolean
  /** Kind of the first SCSI controller. */
  readonly scsiController: string
  readonly disks: readonly OvfDisk[]
  readonly nics: readonly OvfNic[]
  /** Images in CD drives. */
  readonly cdroms: readonly string[]
  readonly serials: number
  readonly hasNvme: boolean
}

function files(root: OvfElement): Map<string, string> {
  const found = new Map<string, string>()
  for (const file of allNamed(root, 'File')) {
    const id = file.attributes.get('id')
    const href = file.attributes.get('href') ?? ''
    if (id === undefined) continue
    if (file.attributes.get('compression')) throw new Failure(`its file '${href}' is compressed: unpack it first`)
    if (file.attributes.get('chunkSize')) throw new Failure(`its file '${href}' is cut into chunks: join them first`)
    found.set(id, href)
  }
  return found
}

/** Only a file right beside the description may be named: no folders, no addresses. */
export function besideName(href: string): string {
  let name: string
  try {
    name = decodeURIComponent(href)
  } catch {
    name = href
  }
  if (!/^[^./\p{Cc}][^/\\:,\p{Cc}]*$/u.test(name)) throw new Failure(`it names the file '${href}', which is not one beside it`)
  return name
}

interface Image {
  readonly file: string
  readonly capacity: number | undefined
}

function images(root: OvfElement): Map<string, Image> {
  const named = files(root)
  const found = new Map<string, Image>()
  for (const disk of allNamed(root, 'Disk')) {
    const id = disk.attributes.get('diskId')
    const href = named.get(disk.attributes.get('fileRef') ?? '')
    if (id === undefined || href === undefined) continue
    if (disk.attributes.get('parentRef')) throw new Failure(`its disk '${id}' builds on another one: merge them first`)
    const capacity =
      Number(disk.attributes.get('capacity') ?? Number.NaN) * unitBytes(disk.attributes.get('capacityAllocationUnits') ?? '', 1)
    found.set(id, { file: besideName(href), capacity: Number.isSafeInteger(capacity) ? capacity : undefined })
  }
  return found
}

function busOf(item: OvfItem, byId: ReadonlyMap<string, OvfItem>): OvfBus {
  const controller = byId.get(item.parent ?? '')
  if (controller?.type === resourceType.ideController) return 'ide'
  if (controller?.type === resourceType.otherStorage && /sata|ahci/.test(`${controller.subtype} ${controller.name.toLowerCase()}`))
    return 'sata'
  return 'scsi'
}

/** In the order of the controllers, then of the places on them. */
function ordered(items: readonly OvfItem[], all: readonly OvfItem[]): OvfItem[] {
  const places = new Map(all.map(({ id }, place) => [id, place] as const).toReversed())
  const rank = ({ parent }: OvfItem) => places.get(parent ?? '') ?? -1
  return items.toSorted((a, b) => rank(a) - rank(b) || a.addressOnParent - b.addressOnParent)
}

function machine(root: OvfElement, system: OvfElement): OvfMachine {
  const hardware = system.children.find(child => child.name === 'VirtualHardwareSection')
  if (!hardware) throw new Failure('it describes no virtual hardware')
  const items = hardwareItems(hardware)
  const byId = new Map(items.map(item => [item.id, item]))
  const of = (...types: number[]) => items.filter(item => types.includes(item.type))
  const os = system.children.find(child => child.name === 'OperatingSystemSection')
  const said = [os?.attributes.get('osType'), os && childText(os, 'OSType'), os && childText(os, 'Description')].filter(Boolean)
  const known = images(root)
  const disks = ordered(of(resourceType.disk), items).flatMap(item => {
    const [, kind, id] = /^(?:ovf:)?\/(disk|file)\/(.+)$/.exec(item.hostResource ?? '') ?? []
    // An empty disk has no file: there is nothing to import.
    const image = kind === 'disk' ? known.get(id ?? '') : undefined
    if (!image) return []
    return [{ bus: busOf(item, byId), ...image }]
  })
  const memory = of(resourceType.memory)[0]
  const processors = of(resourceType.processor)[0]
  return {
    name: childText(system, 'Name') ?? system.attributes.get('id'),
    ostype: osTypeOf(String(said[0] ?? '')),
    processors: processors?.quantity || 1,
    coresPerSocket: processors?.coresPerSocket,
    memoryMiB: memory?.quantity ? Math.ceil((memory.quantity * unitBytes(memory.units, 2 ** 20)) / 2 ** 20) : 512,
    efi: allNamed(hardware, 'Config').some(
      config => config.attributes.get('key') === 'firmware' && config.attributes.get('value') === 'efi',
    ),
    scsiController: of(resourceType.scsiController)[0]?.subtype ?? '',
    disks,
    nics: of(resourceType.network).map(item => ({ model: item.subtype.split(/\s/)[0] ?? '', mac: item.address })),
    cdroms: of(resourceType.cdrom, resourceType.dvd).flatMap(item => (item.hostResource ? [item.hostResource] : [])),
    serials: of(resourceType.serial).length,
    hasNvme: of(resourceType.otherStorage).some(item => item.subtype.includes('nvme')),
  }
}

/** Reads an OVF description of one virtual machine. Fails with what is wrong with it. */
export function readOvf(xml: string): OvfMachine {
  const root = readElements(xml)
  const systems = allNamed(root, 'VirtualSystem')
  const [system] = systems
  if (!system) throw new Failure('it describes no virtual machine')
  if (systems.length > 1) throw new Failure(`it describes ${systems.length} virtual machines: import them one by one`)
  return machine(root, system)
}
