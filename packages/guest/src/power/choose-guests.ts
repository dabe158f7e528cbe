import type { TaskHandle } from '@quorate/contract'
import { parameterFailure, splitList } from '@quorate/schema'
import { bulkGuest, type BulkGuest } from './bulk-guest.ts'
import type { BulkParts } from './bulk-services.ts'

/** `100,101` as numbers; undefined when nothing was named. */
export function namedGuests(text: string | undefined): number[] | undefined {
  if (text === undefined) return undefined
  return splitList(text).map(id => {
    if (!/^[1-9]\d{2,8}$/.test(id)) throw parameterFailure({ vms: `'${id}' is not the id of a guest` })
    return Number(id)
  })
}

/** Guests of this node or, with `everywhere`, of all nodes: all or those named, without templates. `missing`: why named ones are left out. */
export function chooseGuests(
  { guests, node }: BulkParts,
  vmids: readonly number[] | undefined,
  { everywhere = false } = {},
): { chosen: BulkGuest[]; missing: string[] } {
  if (!vmids) {
    const all = [...guests.all().values()].filter(guest => everywhere || guest.node === node).map(bulkGuest)
    return { chosen: all.filter(guest => !guest.template), missing: [] }
  }
  const chosen: BulkGuest[] = []
  const missing: string[] = []
  for (const vmid of new Set(vmids)) {
    const found = guests.find(vmid)
    const guest = found && bulkGuest(found)
    if (!guest) missing.push(`guest ${vmid} does not exist`)
    else if (!everywhere && guest.node !== node) missing.push(`${guest.label} is on node '${guest.node}', not on '${node}'`)
    else if (guest.template) missing.push(`${guest.label} is a template`)
    else chosen.push(guest)
  }
  return { chosen, missing }
}

/** The work, after a warning for each guest that was named in vain. */
export function withMissing(missing: readonly string[], work: (task: TaskHandle) => Promise<void>): (task: TaskHandle) => Promise<void> {
  return async task => {
    for (const text of missing) task.warn(text)
    await work(task)
  }
}
