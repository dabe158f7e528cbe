import { randomUUID } from 'node:crypto'
import type { TaskHandle } from '@quorate/contract'
import { newDocument, settleable, takeId, writeNewConfig } from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { prepareDrive } from '../steps/prepare-drive.ts'
import { startVm } from '../steps/start-vm.ts'
import type { QemuServices } from '../services.ts'
import { completeNic } from './complete-nic.ts'
import { withBootOrder } from './default-boot-order.ts'
import { pinnedMachine } from './pin-machine.ts'
import { isDriveKey } from './vm-keys.ts'
import { placeHere } from './place-here.ts'

export interface CreateRequest {
  readonly vmid: number
  /** Config keys with their texts; drives may ask for new volumes. */
  readonly set: ReadonlyMap<string, string>
  readonly start: boolean
  readonly pool?: string
}

/** Keys that every new VM gets: identities of its own, when and by what it was made. */
export function newIdentity(now: number, qemuVersion: string): Record<'meta' | 'smbios1' | 'vmgenid', string> {
  return { meta: `creation-qemu=${qemuVersion},ctime=${Math.floor(now / 1000)}`, smbios1: `uuid=${randomUUID()}`, vmgenid: randomUUID() }
}

/**
 * Creates a VM: its config first, locked, so that the id is taken; then its volumes; then the config whole. Whatever
 * fails, nothing of it stays. A start that was asked for too may fail by itself.
 */
export async function createVm(services: QemuServices, outer: TaskHandle, request: CreateRequest): Promise<void> {
  const { task, settle } = settleable(outer)
  const { vmid } = request
  const place = placeHere(services, vmid)
  await takeId(services, task, place, 'create')
  const values = withBootOrder(request.set)
  const capabilities = await services.capabilities()
  const machine = pinnedMachine(values, capabilities)
  if (machine !== undefined) values.set('machine', machine)
  for (const [key, value] of Object.entries(newIdentity(services.host.now(), capabilities.version)))
    if (!values.has(key)) values.set(key, value)
  if (values.get('vmgenid') === '0') values.delete('vmgenid')
  if (values.get('vmgenid') === '1') values.set('vmgenid', randomUUID())
  for (const [key, text] of values) {
    if (isDriveKey(key)) values.set(key, await prepareDrive(services, task, vmid, key, text))
    else if (/^net\d+$/.test(key)) values.set(key, completeNic(text, services.guests))
  }
  await writeNewConfig(services, task, place, 'create', newDocument(values))
  await settle()
  if (request.pool && services.pools) await services.pools.add(request.pool, vmid, task.authid)
  if (!request.start) return
  try {
    await startVm(services, task, vmid)
  } catch (error) {
    task.warn(`VM ${vmid} was created, but does not start: ${failureText(error)}`)
  }
}
