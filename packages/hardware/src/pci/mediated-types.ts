import type { KernelTree } from '@quorate/host'
import { pciDevices } from './pci-device.ts'

/** A kind of device that a card can be split into. */
export interface MediatedType {
  /** `i915-GVTg_V5_4`, `nvidia-1147` */
  readonly type: string
  /** How many more can be made. */
  readonly available: number
  readonly name?: string
  readonly description?: string
}

async function classic(kernel: KernelTree, at: string): Promise<MediatedType[]> {
  return await Promise.all(
    (await kernel.list(`${at}/mdev_supported_types`)).map(async type => {
      const read = (name: string) => kernel.read(`${at}/mdev_supported_types/${type}/${name}`)
      const [available, name, description] = await Promise.all([read('available_instances'), read('name'), read('description')])
      return {
        type,
        available: Number(available ?? 0),
        ...(name === undefined ? {} : { name }),
        ...(description === undefined ? {} : { description }),
      }
    }),
  )
}

/** NVIDIA's cards since Linux 6.8: each virtual function takes one type, by number, and lists those that still fit. */
async function numbered(kernel: KernelTree, at: string): Promise<MediatedType[]> {
  const text = (await kernel.read(`${at}/nvidia/creatable_vgpu_types`)) ?? ''
  return text.split('\n').flatMap(line => {
    const match = /^\s*(\d+)\s*:\s*(.+?)\s*$/.exec(line)
    return match ? [{ type: `nvidia-${match[1]}`, available: 1, name: match[2] as string }] : []
  })
}

/** Types of a PCI device (`0000:01:00.0`); none for one that cannot be split. */
export async function mediatedTypes(kernel: KernelTree, address: string): Promise<MediatedType[]> {
  const at = `${pciDevices}/${address}`
  const types = await classic(kernel, at)
  return types.length > 0 ? types : await numbered(kernel, at)
}

/** Types of several devices together: what one of them can do, all can do so many times. */
export function joinTypes(lists: readonly (readonly MediatedType[])[]): MediatedType[] {
  const joined = new Map<string, MediatedType>()
  for (const one of lists.flat()) joined.set(one.type, { ...one, available: one.available + (joined.get(one.type)?.available ?? 0) })
  return [...joined.values()]
}
