import type { ConfigStore } from '@quorate/cluster'
import { Failure, parameterFailure } from '@quorate/schema'
import type { GuestIndex } from './guest-index.ts'

/** Keeps a free id for whoever asked until it is used, so that two creations at once get two ids. */
export type IdReserver = Pick<ConfigStore, 'reserveId'>

/** `next-id: lower=100,upper=1000000` of datacenter.cfg; upper is not included. */
export interface IdRange {
  readonly lower: number
  readonly upper: number
}

export function nextIdRange(datacenterConfig: string | undefined): IdRange {
  const value = /^next-id:\s*(.*)$/m.exec(datacenterConfig ?? '')?.[1] ?? ''
  const bound = (name: string, usual: number) => Number(new RegExp(`(?:^|,)\\s*${name}=(\\d+)`).exec(value)?.[1] ?? usual)
  return { lower: bound('lower', 100), upper: bound('upper', 1_000_000) }
}

/** A free guest id as a text (clients expect a string), or the given one when it is free. */
export async function nextId(
  index: GuestIndex,
  range: IdRange,
  wanted: number | undefined,
  owner: string,
  reserver: IdReserver = {},
): Promise<string> {
  const taken = index.all()
  if (wanted !== undefined && taken.has(wanted)) throw parameterFailure({ vmid: `VM ${wanted} already exists` })
  if (reserver.reserveId) return String(await reserver.reserveId(wanted, range, owner))
  if (wanted !== undefined) return String(wanted)
  for (let id = range.lower; id < range.upper; id++) if (!taken.has(id)) return String(id)
  throw new Failure(`unable to get any free VMID in range [${range.lower}, ${range.upper - 1}]`)
}
