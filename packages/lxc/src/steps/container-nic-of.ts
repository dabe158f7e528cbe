import type { ContainerNic } from '@quorate/network'
import type { NicPlan } from '../plan/container-plan.ts'

/** What the host has to do for a planned card. */
export function containerNicOf(vmid: number, nic: NicPlan): ContainerNic {
  const { index, hostName, peerName, mac, bridge, vlan, trunks, rate, mtu, linkDown } = nic
  return { name: hostName, peerName, vmid, index, mac, bridge, tag: vlan, trunks, rate, mtu, linkDown }
}
