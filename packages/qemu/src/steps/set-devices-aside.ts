import { takingTurns } from '@quorate/guest'
import { hostPciKeys } from '../devices/host-pci.ts'
import type { VmConfig } from '../plan/vm-config.ts'
import { devicesOfOthers, removeDevicesAside, writeDevicesAside } from '../runtime/devices-aside.ts'
import type { QemuServices } from '../services.ts'
import { chooseDevice, isExclusive } from './choose-device.ts'
import { deviceFacts } from './device-facts.ts'

/** Starts choose one after the other, or two would find the same device free. All starts run in one process. */
const inTurn = takingTurns()

/**
 * Chooses the PCI devices that a starting guest gets and notes them, so that no other gets them. Refuses one that is
 * not there, that another guest has, or that is another than its mapping says. Undone by `removeDevicesAside`, and with
 * the other files of the run.
 */
export async function setDevicesAside(services: Pick<QemuServices, 'host' | 'store'>, vmid: number, config: VmConfig): Promise<void> {
  const { host } = services
  const keys = hostPciKeys(config)
  if (keys.length === 0) return
  await inTurn(async () => {
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
