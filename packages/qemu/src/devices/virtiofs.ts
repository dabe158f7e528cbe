import type { virtiofsOption } from '@quorate/contract/qemu/virtiofs'
import { Failure, type Static } from '@quorate/schema'
import { escapeValue, objectOption } from '../plan/command-text.ts'
import type { PlanContext } from '../plan/plan-context.ts'
import { pciPlace } from '../plan/pci-layout.ts'
import type { VmConfig } from '../plan/vm-config.ts'
import type { DevicePlan, MemoryPlan, SharedFolderPlan } from '../plan/vm-plan.ts'

type VirtiofsConfig = Static<typeof virtiofsOption>

export interface VirtiofsPlan {
  readonly options: readonly string[]
  readonly devices: readonly DevicePlan[]
  readonly folders: readonly SharedFolderPlan[]
}

const most = 10
/** bytes of a virtiofs tag */
const longestTag = 36

export function virtiofsKeys(config: VmConfig): string[] {
  return Array.from({ length: most }, (_, index) => `virtiofs${index}`).filter(key => config[key] !== undefined)
}

/** Folders of the host in the guest: virtiofsd serves each over a socket and reads and writes the guest's memory for it. */
export function planVirtiofs(context: PlanContext, memory: MemoryPlan): VirtiofsPlan {
  const keys = virtiofsKeys(context.config)
  if (keys.length === 0) return { options: [], devices: [], folders: [] }
  if (!context.facts.qemu.devices.includes('vhost-user-fs-pci')) {
    throw new Failure(`${keys[0]}: QEMU ${context.facts.qemu.version} on this node has no device vhost-user-fs-pci`)
  }
  const folders = keys.map(key => sharedFolder(context, key))
  const twice = folders.find(({ tag }, index) => folders.findIndex(one => one.tag === tag) !== index)
  if (twice) throw new Failure(`${twice.key}: '${twice.tag}' is shared already by another virtiofs key`)
  return {
    options: [
      ...sharedMemory(memory),
      ...folders.flatMap(({ key, socket }) => ['-chardev', `socket,id=${key},path=${escapeValue(socket)}`]),
    ],
    devices: folders.map(({ key, tag }) => ({
      driver: 'vhost-user-fs-pci',
      id: `${key}dev`,
      chardev: key,
      tag,
      'queue-size': 1024,
      ...pciPlace(context.machine.kind, key),
    })),
    folders,
  }
}

function sharedFolder({ config, facts }: PlanContext, key: string): SharedFolderPlan {
  const { dirid, cache, ...given } = config[key] as VirtiofsConfig
  const folder = facts.mappings?.get(`dir/${dirid}`)?.choices[0]?.devices[0]
  if (folder === undefined) throw new Failure(`${key}: directory mapping '${dirid}' has nothing on node ${facts.node}`)
  if (dirid.length > longestTag)
    throw new Failure(`${key}: the name '${dirid}' is too long: a guest knows a shared folder by at most ${longestTag} letters`)
  const acl = given['expose-acl'] === true
  return {
    key,
    tag: dirid,
    folder,
    socket: `${facts.paths.run}/${facts.vmid}.${key}.sock`,
    cache: (cache ?? 'auto') as SharedFolderPlan['cache'],
    directIo: given['direct-io'] === true,
    acl,
    // An access control list is an extended attribute.
    attributes: acl || given['expose-xattr'] === true,
  }
}

/** Other programs can share a guest's memory only where it is a file; NUMA nodes see to that themselves. */
function sharedMemory({ backends, mebibytes }: MemoryPlan): string[] {
  if (backends.length > 0) return []
  const id = 'shared-memory'
  const memory = objectOption({ 'qom-type': 'memory-backend-memfd', id, size: mebibytes * 2 ** 20, share: true })
  return [...memory, '-machine', `memory-backend=${id}`]
}
