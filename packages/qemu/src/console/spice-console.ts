import { randomBytes, X509Certificate } from 'node:crypto'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Call } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import type { QemuServices } from '../services.ts'
import { issueSpiceTicket, presentSpiceSecret, readSpiceTicket, spiceSecret, spiceTicketSeconds } from './spice-ticket.ts'

/** Clients want one; the proxy leads to the guest's socket by the ticket alone. */
const nominalPort = 61_000

/** How SPICE clients come here. */
export interface SpiceEntrance {
  /** Where the proxy listens. */
  readonly host: string
  readonly port: number
  /** PEM of the certificate that it shows, and of the authority that signed it. */
  readonly certificate: string
  readonly authority: string
}

/** `CN=pve,OU=Quorate Node,O=Quorate`, in the certificate's order, as clients compare it. */
function subjectOf(pem: string): string {
  return new X509Certificate(pem).subject
    .split('\n')
    .map(part => part.replaceAll(',', '\\,'))
    .join(',')
}

async function spiceSocket({ runtime, host, guests }: QemuServices, vmid: number): Promise<string> {
  guests.require(host.root.node, 'qemu', vmid)
  const socket = (await runtime.require(vmid)).record.sockets.spice
  if (!socket) throw new Failure(`VM ${vmid} has no SPICE display: set its option 'vga' to qxl and start it again`)
  return socket
}

/** What a client needs to open the screen of a guest within a minute: the members of a `.vv` file. */
export async function openSpice(
  services: QemuServices,
  call: Call,
  vmid: number,
  proxy?: string,
): Promise<Record<string, string | number>> {
  await spiceSocket(services, vmid)
  const { host, store, runtime } = services
  const entrance = services.spice?.()
  if (!entrance) throw new Failure(`node ${host.root.node} has no SPICE proxy`)
  const password = randomBytes(24).toString('base64url')
  await runtime.qmp(vmid, async client => {
    await client.execute('set_password', { protocol: 'spice', password })
    await client.execute('expire_password', { protocol: 'spice', time: `+${spiceTicketSeconds}` })
  })
  const target = { vmid, node: host.root.node, port: nominalPort }
  const name = services.guests.find(vmid)?.summary.name ?? ''
  await services.noteTask(call, 'spiceproxy', String(vmid))
  const address = proxy ?? entrance.host
  return {
    type: 'spice',
    title: `VM ${vmid} - ${name}`,
    proxy: `http://${address.includes(':') ? `[${address}]` : address}:${entrance.port}`,
    host: issueSpiceTicket(await spiceSecret(store), target, host.now()),
    'tls-port': nominalPort,
    password,
    ca: entrance.authority.trim().replaceAll('\n', '\\n').concat('\\n'),
    'host-subject': subjectOf(entrance.certificate),
    'secure-attention': 'Ctrl+Alt+Ins',
    'toggle-fullscreen': 'Shift+F11',
    'release-cursor': 'Ctrl+Alt+R',
    'delete-this-file': 1,
  }
}

/** Opens the way to a guest's SPICE for who holds a ticket (`ticket:port`, as clients ask for it). Fails with 403 for a bad one. */
export async function connectSpice(services: QemuServices, wanted: string): Promise<Duplex> {
  const { host, store } = services
  // Anybody may ask: it must not make the secret, nor anything else.
  const secret = presentSpiceSecret(store)
  const target = secret === undefined ? undefined : readSpiceTicket(secret, wanted.replace(/:\d{1,5}$/, ''), host.now())
  if (!target) throw new Failure('invalid or expired SPICE ticket - ask for a new console', { status: 403 })
  if (target.node !== host.root.node.toLowerCase()) throw new Failure(`node ${target.node} cannot be reached from here`, { status: 502 })
  return connect(await spiceSocket(services, target.vmid))
}
