import type { KernelTree } from '@quorate/host'

const folder = 'bus/usb/devices'

/** One USB device, hubs included, as the API shows it. */
export interface UsbDevice {
  readonly busnum: number
  readonly devnum: number
  /** Number of the port at its hub, counted from 0. */
  readonly port: number
  /** Hubs between it and the machine; 0 for the machine's own hub. */
  readonly level: number
  readonly class: number
  /** megabits per second */
  readonly speed: string
  /** Without 0x: `1d6b` */
  readonly vendid: string
  readonly prodid: string
  /** Where it is plugged, without the bus: `1.2`; the machine's own hubs have none. */
  readonly usbpath?: string
  readonly manufacturer?: string
  readonly product?: string
  readonly serial?: string
}

/** `usb1` is a bus, `1-1.2` a device; `1-1:1.0` is a part of one. */
const form = /^(?:usb\d+|\d+-(\d+(?:\.\d+)*))$/

async function readUsbDevice(kernel: KernelTree, name: string): Promise<UsbDevice | undefined> {
  const match = form.exec(name)
  if (!match) return undefined
  const read = (file: string) => kernel.read(`${folder}/${name}/${file}`)
  const [bus, device, kind, speed, vendor, product] = await Promise.all(
    ['busnum', 'devnum', 'bDeviceClass', 'speed', 'idVendor', 'idProduct'].map(read),
  )
  if (bus === undefined || vendor === undefined || product === undefined) return undefined
  const texts: Record<string, string> = {}
  for (const file of ['manufacturer', 'product', 'serial']) {
    const text = await read(file)
    if (text) texts[file] = text
  }
  const ports = match[1]?.split('.') ?? []
  return {
    busnum: Number(bus),
    devnum: Number(device),
    port: Math.max(Number(ports.at(-1) ?? 0) - 1, 0),
    level: ports.length,
    class: Number.parseInt(kind ?? '0', 16),
    speed: speed ?? '',
    vendid: vendor,
    prodid: product,
    ...(match[1] === undefined ? {} : { usbpath: match[1] }),
    ...texts,
  }
}

/** By bus and number; empty on a machine without USB. */
export async function usbDevices(kernel: KernelTree): Promise<UsbDevice[]> {
  const found = await Promise.all((await kernel.list(folder)).map(name => readUsbDevice(kernel, name)))
  return found.filter(device => device !== undefined).toSorted((a, b) => a.busnum - b.busnum || a.devnum - b.devnum)
}
