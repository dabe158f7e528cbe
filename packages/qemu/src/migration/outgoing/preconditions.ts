import { isMappedOn } from '@quorate/hardware'
import { missingStorages, namedVolumes, readGuestConfig, requireTarget } from '@quorate/guest'
import { storageOf } from '@quorate/storage'
import { placeHere } from '../../procedures/place-here.ts'
import type { QemuServices } from '../../services.ts'
import { localResources } from '../local-resources.ts'

interface NotAllowed {
  unavailable_storages?: string[]
  /** Mappings that have nothing there. */
  unavailable_resources?: string[]
  /** In words. */
  reason?: string
}

function against(
  services: QemuServices,
  node: string,
  volids: readonly string[],
  mapped: ReadonlyMap<string, string>,
): NotAllowed | undefined {
  const storages = missingStorages(services, volids, node)
  const resources = [...mapped.values()].filter(name => {
    const [kind = '', id = ''] = name.split('/')
    return !isMappedOn(services.store, kind as 'pci', id, node)
  })
  const offline = services.otherNodes?.isOnline(node) !== true
  if (!storages.length && !resources.length && !offline) return undefined
  return {
    ...(storages.length ? { unavailable_storages: storages } : {}),
    ...(resources.length ? { unavailable_resources: resources } : {}),
    ...(offline ? { reason: `node '${node}' is not online` } : {}),
  }
}

/** What a VM has that matters to a migration, and where it could go. Anything that cannot be told is left for the attempt. */
export async function preconditions(services: QemuServices, vmid: number, target?: string): Promise<Record<string, unknown>> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  if (target !== undefined) requireTarget(services, target)
  const running = (await services.runtime.running(vmid)) !== undefined
  const volumes = namedVolumes(config)
  const shared = (volid: string) => services.storage.entries().some(entry => entry.id === storageOf(volid) && entry.shared)
  const localDisks = []
  for (const { volid, keys, cdrom, cloudInit, snapshots } of volumes.filter(volume => !shared(volume.volid))) {
    const size = await services.storage.info(volid).then(
      info => info.size,
      () => 0,
    )
    localDisks.push({
      volid,
      size,
      cdrom: cdrom || cloudInit,
      is_unused: keys.length > 0 && keys.every(key => /^unused\d+$/.test(key)),
      ...(keys[0] === undefined ? {} : { drivename: keys[0] }),
      ...(snapshots.length ? { snapshots: snapshots.length } : {}),
    })
  }
  const { local, mapped } = localResources(config.current)
  const volids = volumes.map(({ volid }) => volid)
  const allowed: string[] = []
  const notAllowed: Record<string, NotAllowed> = {}
  for (const node of target === undefined ? (services.otherNodes?.names() ?? []) : [target]) {
    const reasons = against(services, node, volids, mapped)
    if (reasons) notAllowed[node] = reasons
    else allowed.push(node)
  }
  return {
    running,
    allowed_nodes: allowed,
    not_allowed_nodes: notAllowed,
    local_disks: localDisks,
    local_resources: local,
    'mapped-resources': [...mapped.keys()],
    'mapped-resource-info': Object.fromEntries([...mapped].map(([key, name]) => [key, { name: name.slice(name.indexOf('/') + 1) }])),
    'has-dbus-vmstate': false,
    'dependent-ha-resources': [],
  }
}
