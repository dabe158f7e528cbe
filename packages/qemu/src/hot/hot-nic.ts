import { plugGuestNic, replugGuestNic, unplugGuestNic } from '@quorate/network'
import { guestNicOf } from '../steps/guest-nic-of.ts'
import { hotDevice } from '../plan/hot-device.ts'
import type { NicPlan } from '../plan/vm-plan.ts'
import type { QmpClient } from '../qmp/qmp-client.ts'
import type { QemuServices } from '../services.ts'
import { nicOf, type HotHandler } from './hot-change.ts'
import { unplugDevice } from './unplug-device.ts'

type Services = Pick<QemuServices, 'host'>

async function add({ host }: Services, vmid: number, client: QmpClient, nic: NicPlan): Promise<void> {
  const card = guestNicOf(vmid, nic)
  await using undo = new AsyncDisposableStack()
  if (card) {
    await plugGuestNic(host, card)
    undo.defer(() => unplugGuestNic(host, card))
  }
  await client.execute('netdev_add', nic.netdev)
  undo.defer(async () => void (await client.execute('netdev_del', { id: nic.netdev.id })))
  await client.execute('device_add', hotDevice(nic.device))
  if (nic.linkDown) await client.execute('set_link', { name: nic.key, up: false })
  undo.move()
}

async function remove({ host }: Services, vmid: number, client: QmpClient, nic: NicPlan): Promise<boolean> {
  if (!(await unplugDevice(client, nic.device.id))) return false
  await client.execute('netdev_del', { id: nic.netdev.id })
  const card = guestNicOf(vmid, nic)
  if (card) await unplugGuestNic(host, card)
  return true
}

/** Cards that look the same to the guest: only what happens on the host changes. */
function sameCard(before: NicPlan, after: NicPlan): boolean {
  const seen = (nic: NicPlan) => JSON.stringify([nic.model, nic.mac, nic.queues, nic.device['host_mtu'], nic.tap === undefined])
  return seen(before) === seen(after)
}

export const hotNic: HotHandler = async change => {
  const { services, vmid, key, features } = change
  const before = nicOf(change.before, key)
  const after = change.to === undefined ? undefined : nicOf(change.after, key)
  if (before && after && sameCard(before, after)) {
    const card = guestNicOf(vmid, after)
    if (card) await replugGuestNic(services.host, card)
    if (before.linkDown !== after.linkDown) await change.talk(client => client.execute('set_link', { name: key, up: !after.linkDown }))
    return true
  }
  if (!features.has('network')) return false
  if (before && change.from !== undefined && !(await change.talk(client => remove(services, vmid, client, before)))) return false
  if (after) await change.talk(client => add(services, vmid, client, after))
  return true
}
