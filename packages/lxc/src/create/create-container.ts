import type { TaskHandle } from '@quorate/contract'
import { newDocument, settleable, takeId, writeNewConfig, type GuestConfig } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { placeHere } from '../place-here.ts'
import { planIdMap } from '../plan/id-map.ts'
import { completeNet } from '../procedures/complete-net.ts'
import { mounts } from '../procedures/mount-keys.ts'
import type { LxcServices } from '../services.ts'
import { startContainer } from '../steps/start-container.ts'
import { prepareMount } from '../volumes/prepare-mount.ts'
import { rootOwner } from '../volumes/root-owner.ts'
import type { CreateRequest } from './create-request.ts'
import { fillRoot } from './fill-root.ts'
import { replaceContainer, takeForReplacing } from './replace-container.ts'

/** Makes the volumes and fills them; answers the whole config. */
async function make(services: LxcServices, task: TaskHandle, request: CreateRequest): Promise<GuestConfig> {
  const { vmid, raw } = request
  const values = new Map(request.values)
  const owner = rootOwner(planIdMap({ unprivileged: values.get('unprivileged') === '1' }, raw))
  for (const [key, text] of values) if (/^net\d+$/.test(key)) values.set(key, completeNet(key, text, services.guests))
  for (const [key] of mounts(values)) {
    values.set(key, await prepareMount(services, task, vmid, key, values.get(key) as string, owner))
  }
  if (!values.has('hostname')) values.set('hostname', `CT${vmid}`)
  const found = await fillRoot(services, task, request, values)
  for (const [key, value] of Object.entries(found)) values.set(key, value)
  return newDocument(values, { raw, description: request.description })
}

/**
 * Creates a container: its config first, locked, so that the id is taken; then its volumes with all that is in them; then
 * the config whole. Whatever fails, nothing of it stays, and a container that it was to take the place of is as it was. A
 * start that was asked for too may fail by itself.
 */
export async function createContainer(services: LxcServices, outer: TaskHandle, request: CreateRequest): Promise<void> {
  const { vmid, pool, replace } = request
  const place = placeHere(services, vmid)
  const { task, settle } = settleable(outer)
  if (replace) await takeForReplacing(services, task, vmid)
  else await takeId(services, task, place, 'create')
  const made = await make(services, task, request)
  task.signal.throwIfAborted()
  let former: readonly string[] = []
  if (replace) former = await replaceContainer(services, task, vmid, made)
  else await writeNewConfig(services, task, place, 'create', made)
  await settle()
  for (const volid of former) {
    try {
      await services.storage.free(volid)
    } catch (error) {
      task.warn(`the former volume ${volid} could not be removed: ${failureText(error)}`)
    }
  }
  if (pool && services.pools) await services.pools.add(pool, vmid, task.authid)
  if (!request.start) return
  try {
    await startContainer(services, task, vmid)
  } catch (error) {
    task.warn(`CT ${vmid} was created, but does not start: ${failureText(error)}`)
  }
}
