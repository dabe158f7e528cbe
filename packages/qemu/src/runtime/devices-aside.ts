import { join } from 'node:path'
import type { Host } from '@quorate/host'
import { knownRuns, runFolder } from './run-record.ts'

/** PCI devices of the host that a guest has, or is about to get, by key: `hostpci0`. They go with the other files of its run. */
export type DevicesAside = Readonly<Record<string, readonly string[]>>

function pathOf(host: Host, vmid: number): string {
  return join(runFolder(host.root), `${vmid}.devices`)
}

export async function devicesAside(host: Host, vmid: number): Promise<DevicesAside> {
  const text = await host.files.readIfThere(pathOf(host, vmid))
  return text === undefined ? {} : (JSON.parse(text) as DevicesAside)
}

/** What the other guests of this node have: the guest by address. */
export async function devicesOfOthers(host: Host, vmid: number): Promise<Map<string, number>> {
  const owners = new Map<string, number>()
  for (const other of await knownRuns(host)) {
    if (other === vmid) continue
    for (const address of Object.values(await devicesAside(host, other)).flat()) owners.set(address, other)
  }
  return owners
}

export async function writeDevicesAside(host: Host, vmid: number, devices: DevicesAside): Promise<void> {
  await host.files.makeDirectory(runFolder(host.root), 0o700)
  await host.files.writeAtomic(pathOf(host, vmid), JSON.stringify(devices), 0o600)
}

export async function removeDevicesAside(host: Host, vmid: number): Promise<void> {
  await host.files.remove(pathOf(host, vmid))
}
