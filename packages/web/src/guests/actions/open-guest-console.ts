import { call } from '../../api/client.ts'
import { consolesOf } from '../../consoles/guest-consoles.ts'
import type { Guest } from '../../live/guest.ts'
import { openConsole } from '../../shell/console-store.ts'
import { toast } from '../../shell/toast-store.ts'
import { failureText } from '../../shell/undo.ts'

/** Opens in the dock the console that fits a guest best. */
export async function openGuestConsole(guest: Guest): Promise<void> {
  const { node, vmid, kind } = guest
  try {
    const config = kind === 'qemu' ? await call('GET /nodes/{node}/qemu/{vmid}/config', { node, vmid }) : {}
    const [first] = consolesOf(guest, config as Readonly<Record<string, unknown>>).consoles
    if (first) openConsole(first)
  } catch (error) {
    toast({ look: 'bad', text: failureText(error) })
  }
}
