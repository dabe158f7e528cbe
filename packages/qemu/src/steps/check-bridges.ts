import { Failure } from '@quorate/schema'
import type { Step } from '@quorate/tasks'
import type { StartContext } from './start-context.ts'

/** Refuses a start with a card on a bridge that is not there, before anything is made for it. */
export const checkBridges: Step<StartContext> = {
  name: 'look for the bridges',
  async run({ services, plan, task }) {
    const cards = plan.nics.filter(nic => nic.bridge !== undefined)
    if (cards.length === 0) return
    const { bridgeMtu } = await services.hostFacts(cards.map(nic => nic.bridge as string))
    const lost = cards.find(nic => !bridgeMtu.has(nic.bridge as string))
    if (lost)
      throw new Failure(
        `${lost.key}: bridge '${lost.bridge}' does not exist on node ${services.host.root.node}: make it, or set another bridge`,
      )
    for (const { key, bridge, trunks } of cards) {
      if (trunks === undefined || (await services.host.kernel.read(`class/net/${bridge}/bridge/vlan_filtering`)) !== '0') continue
      task.warn(`${key}: bridge '${bridge}' is not VLAN aware: the guest sees all VLANs, not only the trunks ${trunks}`)
    }
  },
}
