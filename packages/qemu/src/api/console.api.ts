import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { implement, type Implementation } from '@quorate/contract'
import { qemuConsole } from '@quorate/contract/qemu/console'
import { openConsole, redeemConsole, TerminalBridge } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { openSpice } from '../console/spice-console.ts'
import { SerialPorts } from '../console/serial-ports.ts'
import type { QemuServices } from '../services.ts'

const vncPasswordLength = 8
const passwordLifetime = '+60'

const { vnc, terminal, webSocket, spice } = qemuConsole

/** QEMU gives a serial port to one client; one of its own would be silent until another program lets go. */
async function checkFree({ runtime }: QemuServices, vmid: number, serial: string): Promise<void> {
  const channels = await runtime.qmp(vmid, client => client.execute('query-chardev'))
  const { filename } = channels.find(({ label }) => label === serial) ?? {}
  if (filename !== undefined && !filename.startsWith('disconnected:'))
    throw new Failure(`${serial} of VM ${vmid} is in use by another program, and it serves one at a time: end that program first`)
}

/** Where a ticket leads: a socket of QEMU. */
interface Target {
  readonly kind: 'vnc' | 'terminal'
  readonly socket: string
}

/** Screens and serial ports of running VMs, for one connection each. */
export function qemuConsoleApi(services: QemuServices): Implementation[] {
  const { host, runtime } = services
  const ports = new SerialPorts()
  return implement(
    { vnc, terminal, webSocket, spice },
    {
      spice: (call, { vmid, proxy }) => openSpice(services, call, vmid, proxy),

      async vnc(call, { vmid, 'generate-password': generate }) {
        services.guests.require(host.root.node, 'qemu', vmid)
        const vm = await runtime.require(vmid)
        const socket = vm.record.sockets.vnc
        if (!socket) throw new Failure(`VM ${vmid} has no screen for VNC - see its option 'vga'`)
        const { ticket, port } = await openConsole(host, call.caller.authid, `VM ${vmid}`, { kind: 'vnc', socket } satisfies Target)
        // The protocol compares no more than eight characters; what protects is that only the ticket opens the socket.
        const password = generate ? randomBytes(6).toString('base64url').slice(0, vncPasswordLength) : ticket
        await runtime.qmp(vmid, async client => {
          await client.execute('set_password', { protocol: 'vnc', password })
          await client.execute('expire_password', { protocol: 'vnc', time: passwordLifetime })
        })
        const upid = await services.noteTask(call, 'vncproxy', String(vmid))
        const cert = services.certificate?.()
        return { user: call.caller.authid, ticket, port, upid, cert: cert ?? '', ...(generate ? { password } : {}) }
      },

      async terminal(call, { vmid, serial }) {
        services.guests.require(host.root.node, 'qemu', vmid)
        const { serials } = (await runtime.require(vmid)).record.sockets
        const name = serial ?? Object.keys(serials).toSorted()[0]
        const socket = name === undefined ? undefined : serials[name]
        if (!socket) throw new Failure(`unable to find a serial interface of VM ${vmid}: add 'serial0: socket' and start it again`)
        if (!ports.has(socket)) await checkFree(services, vmid, name as string)
        const { ticket, port } = await openConsole(host, call.caller.authid, `VM ${vmid}`, { kind: 'terminal', socket } satisfies Target)
        const upid = await services.noteTask(call, 'vncproxy', String(vmid))
        return { user: call.caller.authid, ticket, port, upid }
      },

      async webSocket(call, { vmid, port, vncticket }) {
        const target = (await redeemConsole(host, call.caller.authid, `VM ${vmid}`, port, vncticket)) as Target
        if (target.kind === 'terminal') return new TerminalBridge(() => ports.join(target.socket), call.caller.authid, vncticket)
        return connect(target.socket)
      },
    },
  )
}
