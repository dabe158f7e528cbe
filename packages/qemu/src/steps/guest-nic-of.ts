import type { GuestNic } from '@quorate/network'
import type { NicPlan } from '../plan/vm-plan.ts'

/** What the host has to do for a planned card; undefined: nothing, QEMU's own network serves it. */
export function guestNicOf(vmid: number, nic: NicPlan): GuestNic | undefined {
  if (!nic.tap || !nic.bridge) return undefined
  return {
    vmid,
    index: Number(nic.key.slice(3)),
    bridge: nic.bridge,
    mac: nic.mac,
    linkDown: nic.linkDown,
    firewall: nic.firewall,
    ...(nic.vlan === undefined ? {} : { tag: nic.vlan }),
    ...(nic.trunks === undefined ? {} : { trunks: nic.trunks }),
    ...(nic.rate === undefined ? {} : { rate: nic.rate }),
    ...(nic.mtu === undefined ? {} : { mtu: nic.mtu }),
    ...(nic.queues > 1 ? { queues: nic.queues } : {}),
  }
}
