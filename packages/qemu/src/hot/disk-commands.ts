import { Failure, failureText } from '@quorate/schema'
import { driveLimits } from '../devices/drive-limits.ts'
import { hotDevice } from '../plan/hot-device.ts'
import type { DevicePlan, DiskPlan, ObjectPlan } from '../plan/vm-plan.ts'
import { addNodes, hasDisk, removeNodes } from './plug-nodes.ts'
import { presentDevices, presentObjects } from './present-objects.ts'
import { takingBack, type Back } from '@quorate/guest'
import { StillThere, takeOutAgain, unplugDevice, type Talk } from './unplug-device.ts'

async function addObjects(client: Talk, objects: readonly ObjectPlan[], back: Back): Promise<void> {
  const there = await presentObjects(client)
  for (const object of objects.filter(one => !there.has(one.id))) {
    await client.execute('object-add', object)
    back(() => client.execute('object-del', { id: object.id }))
  }
}

async function removeObjects(client: Talk, objects: readonly ObjectPlan[], back: Back): Promise<void> {
  const there = await presentObjects(client)
  for (const object of objects.filter(one => there.has(one.id)).toReversed()) {
    await client.execute('object-del', { id: object.id })
    back(() => client.execute('object-add', object))
  }
}

async function plug(client: Talk, device: DevicePlan, back: Back): Promise<void> {
  await client.execute('device_add', device)
  back(() => takeOutAgain(client, device.id))
}

/** Plugs a disk into a running VM: objects, block nodes, controller, device. */
async function plugDisk(client: Talk, disk: DiskPlan, back: Back): Promise<void> {
  if (!disk.device || disk.options.length) throw new Failure(`${disk.key} cannot be added while the VM runs`)
  const there = await presentDevices(client)
  if (there.has(disk.device.id) && (await hasDisk(client, disk))) return
  await addObjects(client, disk.objects, back)
  await addNodes(client, disk.nodes, back)
  for (const controller of disk.controllers) if (!there.has(controller.id)) await plug(client, controller, back)
  await plug(client, hotDevice(disk.device), back)
}

const controllerPatienceMs = 2000
const isThread = (object: ObjectPlan) => object['qom-type'] === 'iothread'

/** Takes out the controller that a disk had for itself. One that the guest does not let go of stays, for the next disk there. */
async function unplugControllers(client: Talk, disk: DiskPlan, back: Back): Promise<void> {
  for (const controller of disk.controllers.filter(({ id }) => id.startsWith('virtioscsi'))) {
    try {
      await unplugDevice(client, controller.id, { patienceMs: controllerPatienceMs })
    } catch (error) {
      if (error instanceof StillThere) return
      throw error
    }
    back(() => client.execute('device_add', controller))
  }
  await removeObjects(client, disk.objects.filter(isThread), back)
}

/** Takes a disk out of a running VM, with a controller that served it alone. Fails when the guest does not let go of the disk. */
async function unplugDisk(client: Talk, disk: DiskPlan, back: Back): Promise<void> {
  const { device } = disk
  if (!device || disk.options.length) throw new Failure(`${disk.key} cannot be taken out while the VM runs`)
  await unplugDevice(client, device.id)
  back(() => client.execute('device_add', hotDevice(device)))
  await removeNodes(client, disk, back)
  await removeObjects(
    client,
    disk.objects.filter(object => !isThread(object)),
    back,
  )
  await unplugControllers(client, disk, back)
}

/** On failure nothing of it stays. */
export async function addDisk(client: Talk, disk: DiskPlan): Promise<void> {
  await takingBack(back => plugDisk(client, disk, back))
}

/** On failure the disk is there as before. */
export async function removeDisk(client: Talk, disk: DiskPlan): Promise<void> {
  await takingBack(back => unplugDisk(client, disk, back))
}

/** Another disk at the same place; on failure the former one is there again. */
export async function replaceDisk(client: Talk, before: DiskPlan, after: DiskPlan): Promise<void> {
  await takingBack(async back => {
    await unplugDisk(client, before, back)
    await plugDisk(client, after, back)
  })
}

type TrayCommand = 'blockdev-remove-medium' | 'blockdev-insert-medium'
const trayTries = 5

/** A guest that starts may close the tray again at any moment, of which the command is refused: it is opened once more. */
async function inOpenTray(client: Talk, command: TrayCommand, medium: { id: string; 'node-name'?: string }): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await client.execute('blockdev-open-tray', { id: medium.id, force: true })
      await client.execute(command, medium)
      return
    } catch (error) {
      if (tries === trayTries || !/is not open/.test(failureText(error))) throw error
    }
  }
}

/** Changes what lies in a CD tray, also one that the guest keeps locked. On failure the former medium lies in it. */
export async function changeMedium(client: Talk, before: DiskPlan, after: DiskPlan): Promise<void> {
  const id = before.device?.id
  if (!id) throw new Failure(`${before.key} is no drive with a tray`)
  await takingBack(async back => {
    back(() => client.execute('blockdev-close-tray', { id }))
    if (before.node) {
      await inOpenTray(client, 'blockdev-remove-medium', { id })
      back(() => inOpenTray(client, 'blockdev-insert-medium', { id, 'node-name': before.node as string }))
      await removeNodes(client, before, back)
    }
    if (after.node) {
      await addNodes(client, after.nodes, back)
      await inOpenTray(client, 'blockdev-insert-medium', { id, 'node-name': after.node })
      back(() => inOpenTray(client, 'blockdev-remove-medium', { id }))
    }
    await client.execute('blockdev-close-tray', { id })
  })
}

/** Puts the limits of the plan in the place of the present ones. */
export async function setLimits(client: Talk, disk: DiskPlan): Promise<void> {
  const group = disk.objects.find(object => object['qom-type'] === 'throttle-group')
  if (!group) throw new Failure(`${disk.key} has no limits that could be changed`)
  // QEMU keeps what is not named: those that are no longer wanted are set to none.
  const limits = { ...driveLimits({ file: disk.file }), ...(group['limits'] as Record<string, number>) }
  await client.execute('qom-set', { path: `/objects/${group.id}`, property: 'limits', value: limits })
}
