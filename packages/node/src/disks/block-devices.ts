import type { Host } from '@quorate/host'

/** A block device as lsblk tells of it, with what lies on it. */
export interface BlockDevice {
  readonly name: string
  readonly path: string
  readonly type: string
  /** bytes */
  readonly size: number
  readonly rota: boolean
  readonly tran: string | null
  readonly vendor: string | null
  readonly model: string | null
  readonly serial: string | null
  readonly wwn: string | null
  readonly pttype: string | null
  readonly parttype: string | null
  readonly fstype: string | null
  readonly mountpoints: readonly (string | null)[]
  readonly children?: readonly BlockDevice[]
}

const columns = 'NAME,PATH,TYPE,SIZE,ROTA,TRAN,VENDOR,MODEL,SERIAL,WWN,PTTYPE,PARTTYPE,FSTYPE,MOUNTPOINTS'
/** Of type disk to the kernel, and none to people: memory, volumes of ZFS and of the network, diskettes. */
const noDisk = /^(?:zram|ram|zd|nbd|rbd|fd|drbd)\d/
const nothingFound = 2
const ambiguous = 8

/** The disks of this machine. Where no udev runs that has looked at them, this looks at their first blocks itself. */
export async function blockDevices(host: Pick<Host, 'exec'>): Promise<BlockDevice[]> {
  const { stdout } = await host.exec('lsblk', ['--json', '--bytes', '--output', columns])
  const { blockdevices } = JSON.parse(stdout) as { blockdevices: BlockDevice[] }
  const disks = blockdevices.filter(({ type, name, size }) => type === 'disk' && size > 0 && !noDisk.test(name))
  return await Promise.all(disks.map(disk => probed(host, disk)))
}

async function probed(host: Pick<Host, 'exec'>, device: BlockDevice): Promise<BlockDevice> {
  const children = device.children && { children: await Promise.all(device.children.map(child => probed(host, child))) }
  if (device.fstype !== null || device.pttype !== null || !['disk', 'part'].includes(device.type)) return { ...device, ...children }
  const args = ['--probe', '--output', 'export', '--', device.path]
  const { stdout } = await host.exec('blkid', args, { okCodes: [0, 1, nothingFound, ambiguous] })
  const value = (name: string) => new RegExp(`^${name}=(.+)$`, 'm').exec(stdout)?.[1] ?? null
  return {
    ...device,
    ...children,
    fstype: value('TYPE'),
    pttype: value('PTTYPE') ?? value('PART_ENTRY_SCHEME'),
    parttype: device.parttype ?? value('PART_ENTRY_TYPE'),
  }
}
