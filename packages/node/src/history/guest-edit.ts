import type { Call, Privilege } from '@quorate/contract'
import * as lxc from '@quorate/contract/lxc/config-keys'
import * as qemu from '@quorate/contract/qemu/config-keys'
import { keySchemas, type GuestKind } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { lineDiff } from './line-diff.ts'

/** Everything that may be changed in a guest's config takes one of these. */
const configPrivileges: readonly Privilege[] = [
  'VM.Config.CDROM',
  'VM.Config.CPU',
  'VM.Config.Cloudinit',
  'VM.Config.Disk',
  'VM.Config.HWType',
  'VM.Config.Memory',
  'VM.Config.Network',
  'VM.Config.Options',
]

const { hostname, nameserver, searchdomain } = lxc.networkKeys

/** Settings that reach nothing but the guest itself, whatever their value is. */
const ownSettings = {
  qemu: { ...qemu.cpuKeys, ...qemu.memoryKeys, ...qemu.generalKeys },
  lxc: { ...lxc.cpuKeys, ...lxc.memoryKeys, hostname, nameserver, searchdomain, ...lxc.generalKeys },
}
const reachingOut: ReadonlySet<string> = new Set(['tags', 'template', 'vmstatestorage', 'features', 'unprivileged'])

const schemas = {
  qemu: { own: keySchemas(ownSettings.qemu), all: keySchemas(qemu.qemuConfigKeys) },
  lxc: { own: keySchemas(ownSettings.lxc), all: keySchemas(lxc.lxcConfigKeys) },
}

/** Written by the product itself beside what users set. */
const kept: ReadonlySet<string> = new Set(['meta', 'parent', 'runningcpu', 'runningmachine', 'snapstate', 'snaptime', 'vmstate'])

type Reach = 'guest' | 'cluster' | 'root'

/** How far a line of a config reaches: devices, disks and networks beyond the guest, `args` and what nobody knows anywhere. */
function reachOf(line: string, kind: GuestKind): Reach {
  if (line.startsWith('#') || line.trim() === '') return 'guest'
  const key = /^([a-zA-Z][\w-]*):/.exec(line)?.[1]
  if (key === undefined) return 'root'
  if (schemas[kind].own(key) !== undefined && !reachingOut.has(key)) return 'guest'
  if (kept.has(key)) return 'cluster'
  const schema = schemas[kind].all(key)
  return schema === undefined || 'rootOnly' in schema ? 'root' : 'cluster'
}

const isHeader = (line: string) => line.startsWith('[')

/** How far what differs between two texts of a config reaches. */
function reachOfChange(before: string, after: string, kind: GuestKind): Reach {
  const lines = lineDiff(before, after)
  const touched = lines.filter(line => line.kind !== 'same')
  // Under another header a line means something else.
  const moved = touched.some(({ text }) => isHeader(text))
  const counted = (moved ? lines : touched).filter(({ text }) => !isHeader(text)).map(({ text }) => reachOf(text, kind))
  if (counted.includes('root')) return 'root'
  const firstHeader = lines.findIndex(({ text }) => isHeader(text))
  const inSections = firstHeader >= 0 && lines.slice(firstHeader).some(line => line.kind !== 'same')
  return inSections || counted.includes('cluster') ? 'cluster' : 'guest'
}

/**
 * Refuses who may not make one text of a guest's config into another. It takes every `VM.Config` privilege on the guest;
 * what reaches beyond it (disks, cards, devices, tags, snapshots) `Sys.Modify` on `/` too, because a disk or a network of
 * that time may be somebody else's today; and what only root can set, root@pam.
 */
export function authorizeGuestEdit(call: Call, guest: { vmid: number; kind: GuestKind }, before: string, after: string): void {
  if (call.caller.root) return
  call.authorize(`/vms/${guest.vmid}`, ...configPrivileges)
  const reach = reachOfChange(before, after, guest.kind)
  if (reach === 'root') {
    throw new Failure(
      `Permission check failed (only root@pam may change back what only root@pam may set in the config of ${guest.kind === 'lxc' ? 'CT' : 'VM'} ${guest.vmid})`,
      { status: 403 },
    )
  }
  if (reach === 'cluster') call.authorize('/', 'Sys.Modify')
}
