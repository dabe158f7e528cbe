import type { BlockDevice } from './block-devices.ts'
import type { DiskHealth } from './smart.ts'
import { isMounted, usageOf } from './usage.ts'

export interface DiskRow {
  readonly devpath: string
  readonly type: string
  /** bytes */
  readonly size: number
  readonly gpt: 0 | 1
  readonly mounted: 0 | 1
  readonly used?: string
  readonly parent?: string
  /** Of the storage daemon of Ceph that has it: none has. */
  readonly osdid: number
  readonly 'osdid-list': readonly number[]
  readonly vendor?: string
  readonly model?: string
  readonly serial?: string
  readonly wwn?: string
  readonly health?: string
  /** turns per minute; -1: it turns, how fast is not told */
  readonly rpm?: number
  /** per cent of its life that is left */
  readonly wearout?: number | 'N/A'
}

function kindOf({ name, tran, rota }: BlockDevice): string {
  if (name.startsWith('nvme')) return 'nvme'
  if (tran === 'usb') return 'usb'
  return rota ? 'hdd' : 'ssd'
}

function common(device: BlockDevice): Omit<DiskRow, 'type'> {
  const used = usageOf(device)
  return {
    devpath: device.path,
    size: device.size,
    gpt: device.pttype === 'gpt' ? 1 : 0,
    mounted: isMounted(device) ? 1 : 0,
    ...(used !== undefined && { used }),
    osdid: -1,
    'osdid-list': [],
  }
}

export function partitionRow(partition: BlockDevice, parent: BlockDevice): DiskRow {
  return { ...common(partition), type: 'partition', parent: parent.path }
}

export function diskRow(disk: BlockDevice, health: DiskHealth | undefined): DiskRow {
  const texts = (['vendor', 'model', 'serial', 'wwn'] as const).flatMap(name => {
    const text = disk[name]?.trim()
    return text ? [[name, text] as const] : []
  })
  return {
    ...common(disk),
    ...Object.fromEntries(texts),
    type: kindOf(disk),
    rpm: health?.rpm ?? (disk.rota ? -1 : 0),
    health: health?.health ?? 'UNKNOWN',
    wearout: health?.wearout ?? 'N/A',
  }
}
