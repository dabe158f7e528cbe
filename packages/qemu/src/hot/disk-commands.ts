import { Failure } from '@quorate/schema'
import { hotDevice } from '../plan/hot-device.ts'
import type { DiskPlan } from '../plan/vm-plan.ts'
import type { QmpClient } from '../qmp/qmp-client.ts'
import { unplugDevice } from './unplug-device.ts'

type Talk = Pick<QmpClient, 'execute' | 'events'>

async function addNodes(client: Talk, disk: DiskPlan, undo: AsyncDisposableStack): Promise<void> {
  for (const node of disk.nodes) {
    await client.execute('blockdev-add', node)
    undo.defer(async () => void (await client.execute('blockdev-del', { 'node-name': node['node-name'] })))
  }
}

/** A disk that was moved while running has other nodes than planned: those that are there count. */
async function removeNodes(client: Talk, disk: DiskPlan): Promise<void> {
  const there = (await client.execute('query-named-block-nodes', { flat: true })).map(node => node['node-name'] ?? '')
  for (const layer of ['drive', 'fmt', 'file']) {
    const form = new RegExp(`^${layer}-${disk.key}(?:-\\d+)?$`)
    for (const name of there.filter(node => form.test(node))) await client.execute('blockdev-del', { 'node-name': name })
  }
  for (const object of disk.objects.toReversed()) {
    // A thread of the controller serves it as long as that is there.
    if (object['qom-type'] !== 'iothread') await client.execute('object-del', { id: object.id })
  }
}

async function existing(client: Talk): Promise<Set<string>> {
  const [devices, objects] = [
    await client.execute('qom-list', { path: '/machine/peripheral' }),
    await client.execute('qom-list', { path: '/objects' }),
  ]
  return new Set([...devices, ...objects].map(entry => entry.name))
}

/** Plugs a disk into a running VM: objects, block nodes, controller, device. On failure nothing of it stays. */
export async function addDisk(client: Talk, disk: DiskPlan): Promise<void> {
  if (!disk.device) throw new Failure(`${disk.key} cannot be added to a running VM`)
  const there = await existing(client)
  await using undo = new AsyncDisposableStack()
  for (const object of disk.objects) {
    if (there.has(object.id)) continue
    await client.execute('object-add', object)
    undo.defer(async () => void (await client.execute('object-del', { id: object.id })))
  }
  await addNodes(client, disk, undo)
  for (const controller of disk.controllers) {
    if (there.has(controller.id)) continue
    await client.execute('device_add', controller)
    undo.defer(async () => void (await client.execute('device_del', { id: controller.id })))
  }
  await client.execute('device_add', hotDevice(disk.device))
  undo.move()
}

/** Takes a disk out of a running VM. False: the guest does not let go of it. */
export async function removeDisk(client: Talk, disk: DiskPlan): Promise<boolean> {
  if (!disk.device) return false
  if (!(await unplugDevice(client, disk.device.id))) return false
  await removeNodes(client, disk)
  return true
}

/** Changes what lies in a CD tray. */
export async function changeMedium(client: Talk, before: DiskPlan, after: DiskPlan): Promise<void> {
  const id = before.device?.id
  if (!id) throw new Failure(`${before.key} is no drive with a tray`)
  await client.execute('blockdev-open-tray', { id, force: true })
  if (before.node) {
    await client.execute('blockdev-remove-medium', { id })
    await removeNodes(client, before)
  }
  if (after.node) {
    await using undo = new AsyncDisposableStack()
    for (const object of after.objects) await client.execute('object-add', object)
    await addNodes(client, after, undo)
    await client.execute('blockdev-insert-medium', { id, 'node-name': after.node })
    undo.move()
  }
  await client.execute('blockdev-close-tray', { id })
}

/** Puts the limits of the plan in the place of the present ones. */
export async function setLimits(client: Talk, disk: DiskPlan): Promise<void> {
  const group = disk.objects.find(object => object['qom-type'] === 'throttle-group')
  if (!group) throw new Failure(`${disk.key} has no limits that could be changed`)
  await client.execute('qom-set', { path: `/objects/${group.id}`, property: 'limits', value: group['limits'] })
}
