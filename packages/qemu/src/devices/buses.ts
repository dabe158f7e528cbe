import { fixedRootPorts, pciPlace, rootPortPlace } from '../plan/pci-layout.ts'
import type { DevicePlan } from '../plan/vm-plan.ts'
import type { MachineKind } from '../plan/pci-layout.ts'

/** Bridges and root ports of a machine, in the order in which QEMU must make them. They are there even when empty, for hot-plug. */
export function busDevices(
  kind: MachineKind,
  needs: { scsiBridge: boolean; virtiofsBridge: boolean; extraRootPorts: readonly number[] },
): DevicePlan[] {
  const bridge = (number: number, chassis: number): DevicePlan => ({
    driver: 'pci-bridge',
    id: `pci.${number}`,
    chassis_nr: chassis,
    ...pciPlace(kind, `bridge${number}`),
  })
  const scsi = needs.scsiBridge ? [bridge(3, kind === 'q35' ? 4 : 3)] : []
  const virtiofs = needs.virtiofsBridge ? [bridge(4, 5)] : []
  if (kind === 'pc') return [bridge(1, 1), bridge(2, 2), ...scsi, ...virtiofs]
  const fixed = Array.from({ length: fixedRootPorts }, (_, port) => rootPort(port))
  return [
    ...fixed,
    { driver: 'i82801b11-bridge', id: 'pcidmi', bus: 'pcie.0', addr: '0x1e' },
    bridge(0, 1),
    bridge(1, 2),
    bridge(2, 3),
    ...scsi,
    ...virtiofs,
    ...needs.extraRootPorts.map(rootPort),
  ]
}

function rootPort(port: number): DevicePlan {
  const { id, bus, addr } = rootPortPlace(port)
  // Chassis numbers of root ports and bridges must differ.
  return {
    driver: 'pcie-root-port',
    id,
    bus,
    addr,
    multifunction: port < fixedRootPorts ? true : undefined,
    chassis: port + 16,
    slot: port + 1,
    port: port + 16,
  }
}
