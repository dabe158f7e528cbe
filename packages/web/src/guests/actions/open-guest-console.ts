import { call } from '../../api/client.ts'
import type { Guest } from '../../live/guest.ts'
import { openConsole } from '../../shell/console-store.ts'
import { toast } from '../../shell/toast-store.ts'
import { failureText } from '../../shell/undo.ts'
import { defaultConsole, type ConsoleKind } from './default-console.ts'

/** Opens a guest's console in the dock: the one asked for, or the one that fits it best. */
export async function openGuestConsole(guest: Guest, kind?: ConsoleKind): Promise<void> {
  const { node, vmid } = guest
  const title = guest.name || String(vmid)
  try {
    const chosen =
      kind ?? (guest.kind === 'lxc' ? 'terminal' : defaultConsole(await call('GET /nodes/{node}/qemu/{vmid}/config', { node, vmid })))
    const [name = 'vnc', serial] = chosen.startsWith('serial') ? (['serial', chosen] as const) : ([chosen] as const)
    openConsole({
      id: [name, vmid, serial].filter(part => part !== undefined).join('/'),
      kind: name as 'vnc' | 'terminal' | 'serial',
      node,
      vmid,
      ...(serial !== undefined && { serial }),
      title,
    })
  } catch (error) {
    toast({ look: 'bad', text: failureText(error) })
  }
}
