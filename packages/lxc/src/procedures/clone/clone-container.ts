import type { TaskHandle } from '@quorate/contract'
import { isUnusedKey, newDocument, settleable, takeId, writeNewConfig, type GuestConfig } from '@quorate/guest'
import { placeHere } from '../../place-here.ts'
import { readConfig } from '../../plan/read-config.ts'
import type { LxcServices } from '../../services.ts'
import { setupAtClone } from '../../setup/setup.ts'
import { applyEdits } from '../../setup-apply/apply-edits.ts'
import { guestSettings } from '../../setup-apply/guest-settings.ts'
import { rootTree } from '../../setup-apply/root-tree.ts'
import { mountForWork } from '../../volumes/mount-for-work.ts'
import { completeNet } from '../complete-net.ts'
import { checkClone, type CloneRequest } from './check-clone.ts'
import { cloneVolumes } from './clone-volumes.ts'

/** What is not the clone's: states of the source, and what waits for its next start. */
const ownKeys = new Set(['lock', 'template', 'snapstate', 'snaptime', 'parent', 'protection', 'description'])
const longestLabel = 63

/** Host names have labels of a certain length at most. */
function copyName(name: string): string {
  return `Copy-of-CT-${name}`
    .split('.')
    .map(label => label.slice(0, longestLabel).replace(/-+$/, ''))
    .join('.')
}

/** In its own files, too, the clone is not the container that it was copied from. */
async function setUpClone(services: LxcServices, task: TaskHandle, vmid: number, made: GuestConfig): Promise<void> {
  const decoded = readConfig(vmid, made.current)
  const { config } = decoded
  if (config.ostype === undefined || config.ostype === 'unmanaged' || config.rootfs?.ro) return
  await using mount = await mountForWork(services, task, vmid, decoded, { rootOnly: true })
  using files = services.host.openRoot(mount.path, mount.idMap)
  await applyEdits(files, setupAtClone(rootTree(files), await guestSettings(services.host, vmid, config)))
}

/**
 * Makes a new container like another: with copies of its volumes (full), or with volumes that read a template's (linked).
 * Its id is taken first; whatever fails, nothing of it stays.
 */
export async function cloneContainer(services: LxcServices, outer: TaskHandle, request: CloneRequest): Promise<void> {
  const { vmid, newid, hostname, pool } = request
  const source = await checkClone(services, request)
  const { section } = source
  const { task, settle } = settleable(outer)
  const place = placeHere(services, newid)
  await takeId(services, task, place, 'create')
  const values = new Map([...section.values].filter(([key]) => !ownKeys.has(key) && !isUnusedKey(key) && !key.startsWith('lxc.')))
  values.set('hostname', hostname ?? copyName(section.get('hostname') ?? String(vmid)))
  for (const [key, text] of values) if (/^net\d+$/.test(key)) values.set(key, completeNet(key, text, services.guests, { renew: true }))
  for (const [key, text] of await cloneVolumes(services, task, request, source)) values.set(key, text)
  const made = newDocument(values, { raw: section.rawLxc(), description: request.description ?? section.description })
  await setUpClone(services, task, newid, made)
  await writeNewConfig(services, task, place, 'create', made)
  await settle()
  if (pool && services.pools) await services.pools.add(pool, newid, task.authid)
}
