import { isCdrom, isCloudInit, parseDrive } from '@quorate/guest'
import { newMediumOf } from './new-medium.ts'

const buses = ['ide', 'scsi', 'virtio', 'sata']

function position(key: string): number {
  const [, bus = '', number = '0'] = /^([a-z]+)(\d+)$/.exec(key) ?? []
  return buses.indexOf(bus) * 1000 + Number(number)
}

/** Where nothing is said about booting: the first disk, then the first CD-ROM, then the first network card. */
export function withBootOrder(set: ReadonlyMap<string, string>): Map<string, string> {
  const values = new Map(set)
  if (values.has('boot') || values.has('bootdisk')) return values
  const media = [...values]
    .filter(([key]) => /^(?:ide|sata|scsi|virtio)\d+$/.test(key))
    .map(([key, text]) => ({ key, drive: parseDrive(text) }))
    .filter(({ drive }) => !isCloudInit(drive) && newMediumOf(drive)?.kind !== 'cloudinit')
    .toSorted((a, b) => position(a.key) - position(b.key))
  const cards = [...values.keys()].filter(key => /^net\d+$/.test(key)).toSorted((a, b) => position(a) - position(b))
  const order = [media.find(({ drive }) => !isCdrom(drive))?.key, media.find(({ drive }) => isCdrom(drive))?.key, cards[0]]
  const known = order.filter(key => key !== undefined)
  if (known.length) values.set('boot', `order=${known.join(';')}`)
  return values
}
