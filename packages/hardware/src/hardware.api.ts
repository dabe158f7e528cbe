import type { ConfigStore } from '@quorate/cluster'
import { implement, type Implementation } from '@quorate/contract'
import { nodesHardware } from '@quorate/contract/nodes/hardware'
import type { Host } from '@quorate/host'
import { Failure, splitList } from '@quorate/schema'
import { resolveMapping } from './mapping/resolve-mapping.ts'
import { joinTypes, mediatedTypes } from './pci/mediated-types.ts'
import { parsePciAddress } from './pci/pci-address.ts'
import { readPciDevice } from './pci/pci-device.ts'
import { pciRows } from './pci/pci-rows.ts'
import { usbDevices } from './usb/usb-device.ts'

/** Memory controllers, bridges, processors. */
const usualBlacklist = '05;06;0b'

/** The PCI and USB devices of this node. */
export function hardwareApi(services: { store: ConfigStore; host: Host }): Implementation[] {
  const { host } = services
  return implement(nodesHardware, {
    pci: (_call, parameters) =>
      pciRows(host, { without: splitList(parameters['pci-class-blacklist'] ?? usualBlacklist), verbose: parameters.verbose ?? true }),
    async mediatedDevices(_call, { 'pci-id-or-mapping': wanted }) {
      const address = parsePciAddress(wanted)
      if (!address) {
        const { choices } = await resolveMapping(services, 'pci', wanted)
        return joinTypes(await Promise.all(choices.flatMap(({ devices }) => devices).map(device => mediatedTypes(host.kernel, device))))
      }
      const full = `${address.slot}.${address.function ?? 0}`
      if (!(await readPciDevice(host.kernel, full))) throw new Failure(`no PCI device at ${full} on node ${host.root.node}`)
      return await mediatedTypes(host.kernel, full)
    },
    usb: () => usbDevices(host.kernel),
  })
}
