import { splitMembers } from '../config/split-members.ts'
import type { Config } from '../config/config-rows.ts'

export interface BootDevice {
  readonly key: string
  readonly enabled: boolean
}

const bootable = /^(?:ide|sata|scsi|virtio|net|usb|hostpci)\d+$/
const isCdrom = (text: string) => splitMembers(text).media === 'cdrom'

/** What the old form of the order (`cdn`) and `bootdisk` mean. */
function legacyOrder(letters: string, config: Config): readonly string[] {
  const keys = [...config.keys()].filter(key => bootable.test(key)).toSorted()
  const drives = keys.filter(key => /^(?:ide|sata|scsi|virtio)/.test(key))
  const disks = drives.filter(key => !isCdrom(config.get(key) ?? ''))
  const bootdisk = config.get('bootdisk')
  const of: Readonly<Record<string, readonly string[]>> = {
    c: bootdisk === undefined ? disks.slice(0, 1) : [bootdisk],
    d: drives.filter(key => isCdrom(config.get(key) ?? '')),
    n: keys.filter(key => key.startsWith('net')),
  }
  return [...letters].flatMap(letter => of[letter] ?? [])
}

/** All devices that could be booted from: those of the order first, in that order, then the others, which are off. */
export function bootDevices(config: Config): readonly BootDevice[] {
  const members = splitMembers(config.get('boot') ?? 'cdn', 'legacy')
  const order = members.order === undefined ? legacyOrder(members[''] ?? 'cdn', config) : members.order.split(';')
  const present = [...new Set(order)].filter(key => config.has(key) && bootable.test(key))
  const others = [...config.keys()].filter(key => bootable.test(key) && !present.includes(key)).toSorted()
  return [...present.map(key => ({ key, enabled: true })), ...others.map(key => ({ key, enabled: false }))]
}

/** The value of `boot` for an order. */
export const bootText = (devices: readonly BootDevice[]): string =>
  `order=${devices
    .filter(device => device.enabled)
    .map(device => device.key)
    .join(';')}`

/** The list with one device moved up (-1) or down (1). */
export function moved(devices: readonly BootDevice[], index: number, by: -1 | 1): readonly BootDevice[] {
  const target = index + by
  const [a, b] = [devices[index], devices[target]]
  if (!a || !b) return devices
  return devices.map((device, at) => (at === index ? b : at === target ? a : device))
}

/** The list with a device taken out and put in at a place. */
export function placed(devices: readonly BootDevice[], key: string, index: number): readonly BootDevice[] {
  const device = devices.find(one => one.key === key)
  return device ? devices.filter(one => one.key !== key).toSpliced(index, 0, device) : devices
}
