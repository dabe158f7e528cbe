import { missingStorages, namedVolumes, readGuestConfig, requireTarget } from '@quorate/guest'
import { storageOf } from '@quorate/storage'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'
import { localResources } from '../local-resources.ts'

/** What a container has that matters to a migration, and where it could go. Anything that cannot be told is left for the attempt. */
export async function preconditions(services: LxcServices, vmid: number, target?: string): Promise<Record<string, unknown>> {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  if (target !== undefined) requireTarget(services, target)
  const volids = namedVolumes(config).map(({ volid }) => volid)
  const shared = (volid: string) => services.storage.entries().some(entry => entry.id === storageOf(volid) && entry.shared)
  const localDisks: { volid: string; size: number }[] = []
  for (const volid of volids.filter(one => !shared(one))) {
    const size = await services.storage.info(volid).then(
      info => info.size || info.used,
      () => 0,
    )
    localDisks.push({ volid, size })
  }
  const allowed: string[] = []
  const notAllowed: Record<string, { unavailable_storages?: string[]; reason?: string }> = {}
  for (const node of target === undefined ? (services.otherNodes?.names() ?? []) : [target]) {
    const storages = missingStorages(services, volids, node)
    const offline = services.otherNodes?.isOnline(node) !== true
    if (!storages.length && !offline) allowed.push(node)
    else
      notAllowed[node] = {
        ...(storages.length ? { unavailable_storages: storages } : {}),
        ...(offline ? { reason: `node '${node}' is not online` } : {}),
      }
  }
  return {
    running: (await services.runtime.running(vmid)) !== undefined,
    'allowed-nodes': allowed,
    'not-allowed-nodes': notAllowed,
    'local-disks': localDisks,
    'local-resources': localResources(config).map(({ key }) => key),
    'dependent-ha-resources': [],
  }
}
