import { randomUUID } from 'node:crypto'
import type { TaskHandle } from '@quorate/contract'
import { isUnusedKey, newDocument, settleable, takeId, writeNewConfig } from '@quorate/guest'
import type { QemuServices } from '../../services.ts'
import { checkClone, type CloneRequest } from './check-clone.ts'
import { cloneDisks } from './clone-disks.ts'
import { completeNic } from '../complete-nic.ts'
import { placeHere } from '../place-here.ts'

/** What is not the clone's: states of the source, and what waits for its next start. */
const ownKeys = new Set([
  'lock',
  'template',
  'snapstate',
  'snaptime',
  'parent',
  'vmstate',
  'runningmachine',
  'runningcpu',
  'protection',
  'running-nets-host-mtu',
])

/** The id cards of the clone: its own. */
function newIdentity(values: Map<string, string>, request: CloneRequest): void {
  const smbios = values.get('smbios1')
  const others = (smbios ?? '').split(',').filter(part => part !== '' && !part.startsWith('uuid='))
  values.set('smbios1', [`uuid=${randomUUID()}`, ...others].join(','))
  if (values.has('vmgenid')) values.set('vmgenid', randomUUID())
  values.set('name', request.name ?? `Copy-of-VM-${values.get('name') ?? request.vmid}`)
}

/**
 * Makes a new VM like another: with copies of its disks (full), or with disks that read a template's (linked). Its id is
 * taken first; whatever fails, nothing of it stays.
 */
export async function cloneVm(services: QemuServices, outer: TaskHandle, request: CloneRequest): Promise<void> {
  const source = await checkClone(services, request)
  const { section } = source
  const { task, settle } = settleable(outer)
  const place = placeHere(services, request.newid)
  await takeId(services, task, place, 'clone')
  const values = new Map([...section.values].filter(([key]) => !ownKeys.has(key) && !isUnusedKey(key)))
  newIdentity(values, request)
  for (const [key, text] of values) if (/^net\d+$/.test(key)) values.set(key, completeNic(text, services.guests, { renew: true }))
  for (const [key, text] of await cloneDisks(services, task, request, source)) values.set(key, text)
  await writeNewConfig(services, task, place, 'clone', newDocument(values, { description: request.description ?? section.description }))
  await settle()
  if (request.pool && services.pools) await services.pools.add(request.pool, request.newid, task.authid)
}
