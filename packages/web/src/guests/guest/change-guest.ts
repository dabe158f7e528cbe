import { planned } from '../../forms/planned-call.ts'
import { send } from '../../forms/send.ts'
import type { Guest } from '../../live/guest.ts'
import { live } from '../../live/live.ts'
import { runWithUndo } from '../../shell/undo.ts'
import { mergeTags } from './merge-tags.ts'

/** What can be changed in place. */
export interface QuickChange {
  readonly name?: string
  readonly tags?: readonly string[]
}

/** Shows a guest as changed before the server has answered; the event that follows brings what it has become. */
function show(vmid: number, change: QuickChange): void {
  const inventory = live.inventory.get()
  const guest = inventory.guests.get(vmid)
  if (guest) live.inventory.set({ ...inventory, guests: new Map(inventory.guests).set(vmid, { ...guest, ...change }) })
}

function call({ node, vmid, kind }: Guest, { name, tags }: QuickChange) {
  const common = { node, vmid, ...(tags && { tags: tags.join(';') }) }
  return kind === 'qemu'
    ? planned('PUT /nodes/{node}/qemu/{vmid}/config', { ...common, ...(name !== undefined && { name }) })
    : planned('PUT /nodes/{node}/lxc/{vmid}/config', { ...common, ...(name !== undefined && { hostname: name }) })
}

/** Makes a small change at once, takes it back on the screen when it is refused, and offers to undo it. `text`: what was done */
export async function changeGuest(guest: Guest, change: QuickChange, text: string): Promise<void> {
  const { vmid } = guest
  const before: QuickChange = { ...(change.name !== undefined && { name: guest.name }), ...(change.tags && { tags: guest.tags }) }
  const make = async (from: QuickChange, to: QuickChange) => {
    const now = live.inventory.get().guests.get(vmid) ?? guest
    const wanted = { ...to, ...(to.tags && { tags: mergeTags(now.tags, from.tags ?? [], to.tags) }) }
    show(vmid, wanted)
    try {
      await send(call(guest, wanted))
    } catch (error) {
      show(vmid, { ...from, ...(from.tags && { tags: now.tags }) })
      throw error
    }
  }
  await runWithUndo({ run: () => make(before, change), undo: () => make(change, before), text })
}
