import type { usbDevice } from '@quorate/contract/qemu/usb'
import { usbDevices } from '@quorate/hardware'
import type { Host } from '@quorate/host'
import { Failure, type Static } from '@quorate/schema'
import type { VmConfig } from '../plan/vm-config.ts'
import type { VmFacts } from '../plan/vm-facts.ts'

type UsbConfig = Static<typeof usbDevice>

/** Whether a device that a key names (`0951:1666`, `1-4.2`) is plugged in. */
async function isThere({ kernel }: Host, named: string): Promise<boolean> {
  const wanted = named.toLowerCase().replaceAll('0x', '')
  return (await usbDevices(kernel)).some(
    device => `${device.vendid}:${device.prodid}`.toLowerCase() === wanted || `${device.busnum}-${device.usbpath}` === wanted,
  )
}

/**
 * Refuses a mapped USB device that is not there or another than the mapping says. One that the config names itself may
 * come later: QEMU hands it to the guest when it is plugged in, and the start only warns.
 */
export async function checkUsb(host: Host, config: VmConfig, facts: VmFacts, warn: (text: string) => void): Promise<void> {
  for (const [key, value] of Object.entries(config)) {
    if (!/^usb\d+$/.test(key)) continue
    const { host: named, mapping } = value as UsbConfig
    if (mapping !== undefined) {
      const problem = facts.mappings?.get(`usb/${mapping}`)?.choices[0]?.problem
      if (problem !== undefined) throw new Failure(`${key}: mapping '${mapping}' cannot be used: ${problem}`)
    } else if (named !== undefined && named.toLowerCase() !== 'spice' && !(await isThere(host, named))) {
      warn(`${key}: there is no USB device ${named} on node ${host.root.node}: the guest gets it when it is plugged in`)
    }
  }
}
