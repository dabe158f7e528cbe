import type { KernelTree } from '@quorate/host'
import { Failure } from '@quorate/schema'

export interface FakePciDevice {
  /** `10de:1b80` */
  readonly id: string
  readonly subsystem?: string
  /** `0x030000` */
  readonly class?: string
  readonly group?: number
  /** The host's driver. */
  readonly driver?: string
  /** Types of mediated devices, with how many more can be made. */
  readonly mediated?: Readonly<Record<string, number>>
  /** NVIDIA's newer way: types by number, with their names. */
  readonly vgpuTypes?: Readonly<Record<string, string>>
}

const pci = 'bus/pci/devices'

/** The kernel's device tree of a machine that exists only in memory: it binds, unbinds and splits PCI devices as the real one does. */
export class FakeKernel implements KernelTree {
  readonly texts = new Map<string, string>()
  readonly links = new Map<string, string>()
  /** Every order: `bus/pci/drivers_probe 0000:01:00.0` */
  readonly orders: string[] = []
  /** Orders that fail, by the path they are written to. */
  readonly refused = new Set<string>()

  addPci(address: string, device: FakePciDevice): void {
    const [vendor, product] = device.id.split(':')
    const [subVendor, subDevice] = (device.subsystem ?? '0000:0000').split(':')
    const at = `${pci}/${address}`
    const texts = { vendor, device: product, subsystem_vendor: subVendor, subsystem_device: subDevice }
    for (const [name, text] of Object.entries(texts)) this.texts.set(`${at}/${name}`, `0x${text}`)
    this.texts.set(`${at}/class`, device.class ?? '0x030000')
    for (const name of ['driver_override', 'reset']) this.texts.set(`${at}/${name}`, '')
    this.texts.set('bus/pci/drivers_probe', '')
    if (device.group !== undefined) {
      this.links.set(`${at}/iommu_group`, String(device.group))
      this.links.set(`kernel/iommu_groups/${device.group}/devices/${address}`, address)
    }
    if (device.driver !== undefined) this.#bind(address, device.driver)
    for (const [type, count] of Object.entries(device.mediated ?? {})) {
      const folder = `${at}/mdev_supported_types/${type}`
      this.texts.set(`${folder}/available_instances`, String(count))
      this.texts.set(`${folder}/create`, '')
    }
    if (device.vgpuTypes) {
      const rows = Object.entries(device.vgpuTypes).map(([number, name]) => `${number.padEnd(6)}: ${name}`)
      this.texts.set(`${at}/nvidia/creatable_vgpu_types`, ['ID    : vGPU Name', ...rows].join('\n'))
      this.texts.set(`${at}/nvidia/current_vgpu_type`, '0')
    }
  }

  /** The driver that the machine has for this; without, nothing takes a device whose override names it. */
  addDriver(name: string): void {
    this.texts.set(`bus/pci/drivers/${name}/unbind`, '')
    this.texts.set(`bus/pci/drivers/${name}/bind`, '')
  }

  driverOf(address: string): string | undefined {
    return this.links.get(`${pci}/${address}/driver`)
  }

  async read(path: string): Promise<string | undefined> {
    return this.texts.get(path)
  }

  async list(path: string): Promise<string[]> {
    const below = [...this.texts.keys(), ...this.links.keys()].filter(key => key.startsWith(`${path}/`))
    return [...new Set(below.map(key => key.slice(path.length + 1).split('/')[0] as string))].toSorted()
  }

  async linked(path: string): Promise<string | undefined> {
    return this.links.get(path)
  }

  async write(path: string, order: string): Promise<void> {
    if (!this.texts.has(path)) throw new Failure(`cannot write '${order.trim()}' to /sys/${path}: no such file or directory`)
    if (this.refused.has(path)) throw new Failure(`cannot write '${order.trim()}' to /sys/${path}: it is in use`)
    this.orders.push(`${path} ${order}`)
    const override = /^bus\/pci\/devices\/([^/]+)\/driver_override$/.exec(path)
    if (override) this.texts.set(path, order.trim())
    else if (path === 'bus/pci/drivers_probe') this.#probe(order)
    else if (/^bus\/pci\/drivers\/[^/]+\/bind$/.test(path)) this.#bind(order, path.split('/')[3] as string)
    else if (path.endsWith('/unbind')) this.links.delete(`${pci}/${order}/driver`)
    else if (path.endsWith('/create')) this.#split(path, order)
    else if (path.startsWith('bus/mdev/devices/')) this.#join(path.split('/')[3] as string)
    else if (path.endsWith('/current_vgpu_type')) this.texts.set(path, order)
  }

  #probe(address: string): void {
    const wanted = this.texts.get(`${pci}/${address}/driver_override`)
    if (!this.driverOf(address) && wanted && this.texts.has(`bus/pci/drivers/${wanted}/bind`)) this.#bind(address, wanted)
  }

  #bind(address: string, driver: string): void {
    this.addDriver(driver)
    this.links.set(`${pci}/${address}/driver`, driver)
  }

  #split(path: string, uuid: string): void {
    const folder = path.slice(0, -'/create'.length)
    const left = Number(this.texts.get(`${folder}/available_instances`))
    if (left === 0) throw new Failure(`cannot write '${uuid}' to /sys/${path}: no space left on device`)
    this.texts.set(`${folder}/available_instances`, String(left - 1))
    this.links.set(`bus/mdev/devices/${uuid}/mdev_type`, folder)
    this.texts.set(`bus/mdev/devices/${uuid}/remove`, '')
  }

  #join(uuid: string): void {
    const folder = this.links.get(`bus/mdev/devices/${uuid}/mdev_type`)
    const left = Number(this.texts.get(`${folder}/available_instances`))
    this.texts.set(`${folder}/available_instances`, String(left + 1))
    this.links.delete(`bus/mdev/devices/${uuid}/mdev_type`)
    this.texts.delete(`bus/mdev/devices/${uuid}/remove`)
  }
}
