import type { KernelTree } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { pciDevices } from '../pci/pci-device.ts'
import { mediatedTypes } from '../pci/mediated-types.ts'

/** Part of a card that one guest gets. */
export interface MediatedDevice {
  /** The card, or NVIDIA's virtual function of it. */
  readonly address: string
  /** `i915-GVTg_V5_4`, `nvidia-1147` */
  readonly type: string
  /** undefined: the virtual function itself takes the type */
  readonly uuid: string | undefined
}

/** Virtual functions of NVIDIA's cards since Linux 6.8: their type is set by number. */
export async function takesTypeItself(kernel: KernelTree, address: string): Promise<boolean> {
  return (await kernel.read(`${pciDevices}/${address}/nvidia/creatable_vgpu_types`)) !== undefined
}

/** Why a device of this type cannot be made; undefined: it can */
export async function mediatedProblem(kernel: KernelTree, address: string, type: string): Promise<string | undefined> {
  const types = await mediatedTypes(kernel, address)
  const found = types.find(one => one.type === type)
  if (!found)
    return `${address} has no mediated devices of type '${type}'${types.length ? ` (but ${types.map(one => one.type).join(', ')})` : ''}`
  return found.available > 0 ? undefined : `${address} has no mediated device of type '${type}' left`
}

function currentType(address: string): string {
  return `${pciDevices}/${address}/nvidia/current_vgpu_type`
}

export async function createMediated(kernel: KernelTree, device: MediatedDevice): Promise<void> {
  const { address, type, uuid } = device
  try {
    if (uuid === undefined) return await kernel.write(currentType(address), type.replace(/^nvidia-/, ''))
    // What a run before has left under this name is nobody's any more.
    await removeMediated(kernel, device)
    await kernel.write(`${pciDevices}/${address}/mdev_supported_types/${type}/create`, uuid)
  } catch (error) {
    throw new Failure(`no mediated device of type '${type}' could be made on ${address}`, { cause: error })
  }
}

/** No error when it is not there. */
export async function removeMediated(kernel: KernelTree, { address, uuid }: Pick<MediatedDevice, 'address' | 'uuid'>): Promise<void> {
  if (uuid === undefined) {
    const current = await kernel.read(currentType(address))
    if (current !== undefined && current !== '0') await kernel.write(currentType(address), '0')
  } else if ((await kernel.list(`bus/mdev/devices/${uuid}`)).length > 0) await kernel.write(`bus/mdev/devices/${uuid}/remove`, '1')
}
