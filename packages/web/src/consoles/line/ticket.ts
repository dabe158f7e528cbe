import { t } from '@lingui/core/macro'
import { refuseWithoutPrivilege, sendCall } from '../../api/client.ts'
import type { EndpointKey } from '../../api/endpoints.ts'
import { live } from '../../live/live.ts'
import type { OpenConsole } from '../../shell/console-store.ts'

export interface Ticket {
  /** Where its WebSocket is. */
  readonly url: string
  /** Counts once, within a minute. */
  readonly ticket: string
  readonly user: string
}

/** Path of what the console belongs to, on the node where it is by now. */
function pathOf({ node, vmid }: OpenConsole): string {
  if (vmid === undefined) return `/nodes/${encodeURIComponent(node)}`
  const guest = live.inventory.get().guests.get(vmid)
  return `/nodes/${encodeURIComponent(guest?.node ?? node)}/${guest?.kind ?? 'qemu'}/${vmid}`
}

function endpointOf({ vmid }: OpenConsole, method: 'vncproxy' | 'termproxy'): EndpointKey {
  if (vmid === undefined) return 'POST /nodes/{node}/termproxy'
  return method === 'vncproxy' ? 'POST /nodes/{node}/qemu/{vmid}/vncproxy' : 'POST /nodes/{node}/lxc/{vmid}/termproxy'
}

/** Asks the server to open a console. */
export async function fetchTicket(console: OpenConsole): Promise<Ticket> {
  const path = pathOf(console)
  const method = console.kind === 'vnc' ? 'vncproxy' : 'termproxy'
  await refuseWithoutPrivilege(endpointOf(console, method), console)
  const body = { ...(console.kind === 'vnc' && { websocket: 1 }), ...(console.serial !== undefined && { serial: console.serial }) }
  const { data } = await sendCall({ method: 'POST', path: `${path}/${method}`, body })
  const { ticket, port, user } = data as { readonly ticket: string; readonly port: number | string; readonly user: string }
  const query = new URLSearchParams({ port: String(port), vncticket: ticket })
  return { url: `wss://${location.host}/api2/json${path}/vncwebsocket?${query}`, ticket, user }
}

/** Opens it; settles with the socket before anything that comes by it. */
export async function openSocket(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url, ['binary'])
  socket.binaryType = 'arraybuffer'
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('close', () => reject(new Error(t`the server closed the console before it was open`)))
  })
  return socket
}
