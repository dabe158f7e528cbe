import type { KernelTree } from '@quorate/host'
import { usbDevices } from '../usb/usb-device.ts'
import type { UsbMapEntry } from './mapping-entry.ts'

/** What speaks against using an entry; undefined: nothing. */
export async function examineUsb(kernel: KernelTree, entry: UsbMapEntry): Promise<string | undefined> {
  const id = entry.id.toLowerCase()
  const devices = await usbDevices(kernel)
  const idOf = (device: { vendid: string; prodid: string }) => `${device.vendid}:${device.prodid}`.toLowerCase()
  if (entry.path === undefined) return devices.some(device => idOf(device) === id) ? undefined : `there is no USB device ${id}`
  const there = devices.find(device => `${device.busnum}-${device.usbpath}` === entry.path)
  if (!there) return `there is no USB device at port ${entry.path}`
  return idOf(there) === id ? undefined : `the USB device at port ${entry.path} is ${idOf(there)}, not ${id}`
}
