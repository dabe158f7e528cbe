import { formatDrive, parseDrive, type ConfigSection } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { BlockNode } from '../plan/vm-plan.ts'
import type { QmpClient } from '../qmp/qmp-client.ts'
import type { QemuServices } from '../services.ts'
import { planSection } from '../steps/load-vm.ts'
import type { DiskNodes } from './disk-node.ts'

/** The nodes of a new volume beside those of the disk that is copied to it, as the disk is to be used later. */
export interface CopyTarget {
  readonly file: BlockNode
  readonly format: BlockNode
  /** The limits above; undefined: the disk has none. */
  readonly filter: BlockNode | undefined
}

/** `section`: the VM with the disk `key`, which gives cache, aio and discard. */
export async function planTarget(
  services: QemuServices,
  vmid: number,
  section: ConfigSection,
  key: string,
  volid: string,
  present: DiskNodes,
): Promise<CopyTarget> {
  const edited = section.copy(undefined)
  const { options } = parseDrive(section.get(key) ?? '')
  edited.set(key, formatDrive({ file: volid, options }))
  const { plan } = await planSection(services, vmid, edited)
  const [file, format, filter] = plan.disks.find(disk => disk.key === key)?.nodes ?? []
  if (!file || !format) throw new Failure(`disk '${key}' of VM ${vmid} cannot be copied while it runs`)
  const layer = present.format.slice(0, present.format.indexOf('-'))
  const name = `file-${key}-${present.next}`
  return { file: { ...file, 'node-name': name }, format: { ...format, file: name, 'node-name': `${layer}-${key}-${present.next}` }, filter }
}

/** Writable, and with whole blocks of zeroes as holes: the job would write every one of them otherwise. */
const whileCopying = { discard: 'unmap', 'read-only': false }

export async function openTarget(client: QmpClient, { file, format }: CopyTarget): Promise<void> {
  await client.execute('blockdev-add', { ...file, ...whileCopying })
  await client.execute('blockdev-add', { ...format, ...whileCopying, 'detect-zeroes': 'off' })
}

/** From now on the nodes are as the guest's disk is configured. */
export async function settleTarget(client: QmpClient, { file, format }: CopyTarget): Promise<void> {
  await client.execute('blockdev-reopen', { options: [file, format] })
}

export function targetNames({ file, format }: CopyTarget): string[] {
  return [format['node-name'], file['node-name']]
}
