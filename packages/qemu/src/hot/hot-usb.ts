import type { UsbPlug } from '../devices/usb.ts'
import { hotDevice } from '../plan/hot-device.ts'
import type { HotHandler } from './hot-change.ts'
import { presentDevices } from './present-objects.ts'
import { takingBack, type Back } from '@quorate/guest'
import { takeOutAgain, unplugDevice, type Talk } from './unplug-device.ts'

async function plug(client: Talk, { controllers, chardev, device }: UsbPlug, back: Back): Promise<void> {
  const there = await presentDevices(client)
  if (there.has(device.id)) return
  for (const controller of controllers.filter(({ id }) => !there.has(id))) {
    await client.execute('device_add', controller)
    back(() => takeOutAgain(client, controller.id))
  }
  if (chardev) {
    await client.execute('chardev-add', chardev)
    back(() => client.execute('chardev-remove', { id: chardev.id }))
  }
  await client.execute('device_add', hotDevice(device))
  back(() => takeOutAgain(client, device.id))
}

async function hasChardev(client: Talk, id: string): Promise<boolean> {
  return (await client.execute('query-chardev')).some(one => one.label === id)
}

/** Its controller stays: the next device will want it. QEMU takes the character device away with the device. */
async function unplug(client: Talk, { chardev, device }: UsbPlug, back: Back): Promise<void> {
  await unplugDevice(client, device.id)
  back(async () => {
    if (chardev && !(await hasChardev(client, chardev.id))) await client.execute('chardev-add', chardev)
    await client.execute('device_add', hotDevice(device))
  })
  if (chardev && (await hasChardev(client, chardev.id))) await client.execute('chardev-remove', { id: chardev.id })
}

/** USB devices of the host and those that come through SPICE, and the tablet. */
export const hotUsb: HotHandler = async change => {
  if (!change.features.has('usb')) return false
  const find = (plugs: readonly UsbPlug[]) => plugs.find(plug => plug.key === change.key)
  const [before, after] = [find(change.before.usb), find(change.after.usb)]
  await change.talk(client =>
    takingBack(async back => {
      if (before) await unplug(client, before, back)
      if (after) await plug(client, after, back)
    }),
  )
  return true
}
