import { readNetworkCounters } from '@quorate/host'

export type NicCounters = Readonly<Record<string, { readonly netin: number; readonly netout: number }>>

const tap = /^tap(\d+)i(\d+)$/

/** bytes by guest and card (`net0`): what the host sends into a tap is what the guest receives */
export function guestNics(): Map<number, NicCounters> {
  const found = new Map<number, Record<string, { netin: number; netout: number }>>()
  for (const [name, counters] of readNetworkCounters()) {
    const [, vmid, index] = tap.exec(name) ?? []
    if (vmid === undefined) continue
    const nics = found.get(Number(vmid)) ?? {}
    nics[`net${index}`] = { netin: counters.sentBytes, netout: counters.receivedBytes }
    found.set(Number(vmid), nics)
  }
  return found
}
