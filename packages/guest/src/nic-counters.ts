import { readNetworkCounters } from '@quorate/host'

export type NicCounters = Readonly<Record<string, { readonly netin: number; readonly netout: number }>>

/**
 * bytes by guest and card (`net0`): what the host sends into its end is what the guest receives. `form`: of the interfaces'
 * names, with vmid and index.
 */
export function nicCounters(form: RegExp): Map<number, NicCounters> {
  const found = new Map<number, Record<string, { netin: number; netout: number }>>()
  for (const [name, counters] of readNetworkCounters()) {
    const [, vmid, index] = form.exec(name) ?? []
    if (vmid === undefined) continue
    const nics = found.get(Number(vmid)) ?? {}
    nics[`net${index}`] = { netin: counters.sentBytes, netout: counters.receivedBytes }
    found.set(Number(vmid), nics)
  }
  return found
}

/** Of all cards together. */
export function trafficOf(nics: NicCounters): { netin: number; netout: number } {
  const sum = (key: 'netin' | 'netout') => Object.values(nics).reduce((bytes, nic) => bytes + nic[key], 0)
  return { netin: sum('netin'), netout: sum('netout') }
}
