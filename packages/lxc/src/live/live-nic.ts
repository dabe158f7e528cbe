import { takingBack, type Back } from '@quorate/guest'
import { giveContainerNic, plugContainerNic, replugContainerNic, unplugContainerNic } from '@quorate/network'
import type { NetConfig } from '../plan/container-config.ts'
import type { NicPlan } from '../plan/container-plan.ts'
import { editRecord } from '../runtime/run-record.ts'
import { requireInit } from '../runtime/running-container.ts'
import { containerNicOf } from '../steps/container-nic-of.ts'
import type { LiveChange, LiveHandler } from './live-change.ts'
import { rewriteFiles } from './live-names.ts'
import { needsClient, sameAddresses, setAddresses } from './nic-addresses.ts'

async function noteCard({ services: { host }, vmid }: LiveChange, index: number, there: boolean): Promise<void> {
  await editRecord(host, vmid, ({ nics }) => ({ nics: [...nics.filter(one => one !== index), ...(there ? [index] : [])] }))
}

async function add(change: LiveChange, nic: NicPlan, net: NetConfig, back: Back): Promise<void> {
  const { services, container, vmid } = change
  const { host } = services
  const card = containerNicOf(vmid, nic)
  await noteCard(change, nic.index, true)
  back(() => noteCard(change, nic.index, false))
  await plugContainerNic(host, card)
  back(() => unplugContainerNic(host, card))
  await giveContainerNic(host, card, requireInit(host, container), nic.name)
  await setAddresses(services, container, nic.name, undefined, net)
  if (needsClient(net)) change.log(`${nic.name} is there; in the container it gets its address by 'ifup ${nic.name}' or at the next start`)
}

async function remove(change: LiveChange, nic: NicPlan, net: NetConfig, back: Back): Promise<void> {
  await unplugContainerNic(change.services.host, { name: nic.hostName })
  back(() => takingBack(again => add(change, nic, net, again)))
  await noteCard(change, nic.index, false)
}

/** To the container it is the same card. */
function sameCard(before: NicPlan, after: NicPlan): boolean {
  const seen = ({ name, mac, mtu }: NicPlan) => JSON.stringify([name, mac, mtu])
  return seen(before) === seen(after)
}

/** What happens on the host alone changes; the container keeps its card, with other addresses. */
async function rewire(
  change: LiveChange,
  nics: { before: NicPlan; after: NicPlan },
  nets: { from: NetConfig; to: NetConfig },
  back: Back,
): Promise<void> {
  const { services, container, vmid } = change
  const { host } = services
  back(() => replugContainerNic(host, containerNicOf(vmid, nics.before)))
  await replugContainerNic(host, containerNicOf(vmid, nics.after))
  if (sameAddresses(nets.from, nets.to)) return
  back(() => setAddresses(services, container, nics.before.name, nets.to, nets.from))
  await setAddresses(services, container, nics.after.name, nets.from, nets.to)
}

/** `netN`: a card comes, goes or is exchanged, or gets another bridge, VLAN, rate, cable or addresses. */
export const liveNic: LiveHandler = async change => {
  const { key } = change
  const [before, after] = [change.before, change.after].map(({ plan }) => plan.nics.find(nic => nic.key === key))
  const [from, to] = [change.before.config[key] as NetConfig | undefined, change.after.config[key] as NetConfig | undefined]
  const kept = before && after && from && to && sameCard(before, after)
  if (kept && !sameAddresses(from, to) && needsClient(to)) return false
  await takingBack(async back => {
    if (kept) await rewire(change, { before, after }, { from, to }, back)
    if (!kept && before && from) await remove(change, before, from, back)
    if (!kept && after && to) await add(change, after, to, back)
    await rewriteFiles(change)
  })
  return true
}
