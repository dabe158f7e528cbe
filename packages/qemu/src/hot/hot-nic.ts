import { plugGuestNic, replugGuestNic, unplugGuestNic } from '@quorate/network'
import { editRecord } from '../runtime/edit-record.ts'
import { guestNicOf } from '../steps/guest-nic-of.ts'
import { hotDevice } from '../plan/hot-device.ts'
import type { NicPlan } from '../plan/vm-plan.ts'
import type { QmpClient } from '../qmp/qmp-client.ts'
import type { QemuServices } from '../services.ts'
import { nicOf, type HotHandler } from './hot-change.ts'
import { presentDevices } from './present-objects.ts'
import { takingBack, type Back } from '@quorate/guest'
import { takeOutAgain, unplugDevice } from './unplug-device.ts'

type Host = QemuServices['host']

async function noteTap(host: Host, vmid: number, index: number, there: boolean): Promise<void> {
  await editRecord(host, vmid, ({ taps }) => ({ taps: [...taps.filter(one => one !== index), ...(there ? [index] : [])] }))
}

async function connect(host: Host, vmid: number, nic: NicPlan, back: Back): Promise<void> {
  const card = guestNicOf(vmid, nic)
  if (!card) return
  await noteTap(host, vmid, card.index, true)
  back(() => noteTap(host, vmid, card.index, false))
  await plugGuestNic(host, card)
  back(() => unplugGuestNic(host, card))
}

/** A crash may have come between plugging the card and noting that. */
async function isThere(client: QmpClient, { device, mac }: NicPlan): Promise<boolean> {
  if (!(await presentDevices(client)).has(device.id)) return false
  const present = await client.execute('qom-get', { path: `/machine/peripheral/${device.id}`, property: 'mac' })
  return String(present).toUpperCase() === mac.toUpperCase()
}

async function add(host: Host, vmid: number, client: QmpClient, nic: NicPlan, back: Back): Promise<void> {
  if (await isThere(client, nic)) return
  await connect(host, vmid, nic, back)
  await client.execute('netdev_add', nic.netdev)
  back(() => client.execute('netdev_del', { id: nic.netdev.id }))
  await client.execute('device_add', hotDevice(nic.device))
  back(() => takeOutAgain(client, nic.device.id))
  if (nic.linkDown) await client.execute('set_link', { name: nic.key, up: false })
}

async function remove(host: Host, vmid: number, client: QmpClient, nic: NicPlan, back: Back): Promise<void> {
  await unplugDevice(client, nic.device.id)
  back(async () => {
    await client.execute('device_add', hotDevice(nic.device))
    if (nic.linkDown) await client.execute('set_link', { name: nic.key, up: false })
  })
  await client.execute('netdev_del', { id: nic.netdev.id })
  back(() => client.execute('netdev_add', nic.netdev))
  const card = guestNicOf(vmid, nic)
  if (!card) return
  back(async () => void (await plugGuestNic(host, card)))
  await unplugGuestNic(host, card)
  await noteTap(host, vmid, card.index, false)
  back(() => noteTap(host, vmid, card.index, true))
}

/** What happens on the host alone changes; the guest sees the same card, with its cable in or out. */
async function rewire(host: Host, vmid: number, client: QmpClient, before: NicPlan, after: NicPlan): Promise<void> {
  const [former, card] = [guestNicOf(vmid, before), guestNicOf(vmid, after)]
  await takingBack(async back => {
    if (card && former) {
      back(() => replugGuestNic(host, former))
      await replugGuestNic(host, card)
    }
    if (before.linkDown !== after.linkDown) await client.execute('set_link', { name: after.key, up: !after.linkDown })
  })
}

/** Cards that look the same to the guest. */
function sameCard(before: NicPlan, after: NicPlan): boolean {
  const seen = (nic: NicPlan) => JSON.stringify([nic.model, nic.mac, nic.queues, nic.device['host_mtu'], nic.tap === undefined])
  return seen(before) === seen(after)
}

export const hotNic: HotHandler = async change => {
  const { vmid, key, features } = change
  const { host } = change.services
  const before = change.from === undefined ? undefined : nicOf(change.before, key)
  const after = change.to === undefined ? undefined : nicOf(change.after, key)
  if (before && after && sameCard(before, after)) {
    await change.talk(client => rewire(host, vmid, client, before, after))
    return true
  }
  if (!features.has('network') || before?.model === 'ne2k_isa' || after?.model === 'ne2k_isa') return false
  await change.talk(client =>
    takingBack(async back => {
      if (before) await remove(host, vmid, client, before, back)
      if (after) await add(host, vmid, client, after, back)
    }),
  )
  return true
}
