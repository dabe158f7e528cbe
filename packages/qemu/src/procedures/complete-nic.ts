import { freshMac, type GuestIndex } from '@quorate/guest'

const models = new Set([
  'e1000',
  'e1000-82540em',
  'e1000-82544gc',
  'e1000-82545em',
  'e1000e',
  'i82551',
  'i82557b',
  'i82559er',
  'ne2k_isa',
  'ne2k_pci',
  'pcnet',
  'rtl8139',
  'virtio',
  'vmxnet3',
])

/** The text of a network card with a MAC address: `virtio,bridge=vmbr0` gets one of its own. `renew`: also where there is one. */
export function completeNic(text: string, guests: Pick<GuestIndex, 'all'>, options: { renew?: boolean } = {}): string {
  let model = 'virtio'
  let mac: string | undefined
  const rest: string[] = []
  for (const part of text.split(',')) {
    const [name = '', value] = part.split('=')
    if (models.has(name)) {
      model = name
      mac = value ?? mac
    } else if (name === 'model') model = value ?? model
    else if (name === 'macaddr') mac = value
    else rest.push(part)
  }
  const own = mac && !options.renew ? mac.toUpperCase() : freshMac(guests)
  return [`${model}=${own}`, ...rest].join(',')
}
