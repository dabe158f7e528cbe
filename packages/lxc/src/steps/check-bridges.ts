import { Failure } from '@quorate/schema'
import type { Step } from '@quorate/tasks'
import type { StartContext } from './start-context.ts'

/** Refuses a start with a card on a bridge that is not there, before anything is made for it. */
export const checkBridges: Step<StartContext> = {
  name: 'look for the bridges',
  async run({ services: { host }, plan, task }) {
    for (const { key, bridge, trunks } of plan.nics) {
      if (bridge === undefined) continue
      if (host.links.mtu(bridge) === undefined)
        throw new Failure(`${key}: bridge '${bridge}' does not exist on node ${host.root.node}: make it, or set another bridge`)
      if (trunks === undefined || (await host.kernel.read(`class/net/${bridge}/bridge/vlan_filtering`)) !== '0') continue
      task.warn(`${key}: bridge '${bridge}' is not VLAN aware: the container sees all VLANs, not only the trunks ${trunks}`)
    }
  },
}
