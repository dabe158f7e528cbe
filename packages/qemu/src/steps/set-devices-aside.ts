import type { Host } from '@quorate/host'
import { hostPciKeys } from '../devices/host-pci.ts'
import type { VmConfig } from '../plan/vm-config.ts'
import { devicesOfOthers, removeDevicesAside, writeDevicesAside } from '../runtime/devices-aside.ts'
import type { QemuServices } from '../services.ts'
import { chooseDevice, isExclusive } from './choose-device.ts'
import { deviceFacts } from './device-facts.ts'

/** Starts choose one after the other, or two would find the same device free. All starts run in one process. */
const turns = new WeakMap<Host, Promise<unknown>>()

async function inTurn<T>(host: Host, work: () => Promise<T>): Promise<T> {
  const mine = (turns.get(host) ?? Promise.resolve()).then(work)
  turns.set(
    host,
    mine.catch(() => undefined),
  )
  return await mine
}

/**
 * Chooses the PCI devices that a starting guest gets and notes them, so that no other gets them. Refuses one that is
 * not there, that another guest has, or that is another than its mapping says. Undone by `removeDevicesAside`, and with
 * the other files of the run.
 */
export async function setDevicesAside(services: Pick<QemuServices, 'host' | 'store'>, vmid: number, config: VmConfig): Promise<void> {
  const { host } = services
  const keys = hostPciKeys(config)
  if (keys.length === 0) return
  await inTurn(host, async () => {
    await removeDevicesAside(host, vmid)
    const facts = { node: host.root.node, ...(await deviceFacts(services, vmid, config)) }
    const taken = new Map([...(await devicesOfOthers(host, vmid))].map(([address, owner]) => [address, `VM ${owner}`]))
    const chosen: Record<string, readonly string[]> = {}
    for (const [key, value] of keys) {
      const devices = await chooseDevice(host.kernel, facts, key, value, taken)
      chosen[key] = devices
      for (const address of devices) if (isExclusive(facts, value, address)) taken.set(address, key)
    }
    await writeDevicesAside(host, vmid, chosen)
  })
}
