import { implement, type Call, type Implementation } from '@quorate/contract'
import { lxcConsole } from '@quorate/contract/lxc/console'
import { openConsole, redeemConsole, terminalSize, TerminalBridge, vncScreen, type TerminalSize } from '@quorate/guest'
import type { ConsoleServices } from '../console/console-services.ts'
import { ContainerConsoles } from '../console/container-consoles.ts'

const { vnc, terminal, webSocket } = lxcConsole

/** What a ticket opens. */
interface Target {
  readonly kind: 'vnc' | 'terminal'
  readonly size?: TerminalSize | undefined
}

/** Consoles of running containers: one session each, for all who look at it. */
export function lxcConsoleApi(services: ConsoleServices, consoles = new ContainerConsoles(services)): Implementation[] {
  const { host } = services
  const open = async (call: Call, vmid: number, target: Target) => {
    services.guests.require(host.root.node, 'lxc', vmid)
    await consoles.check(vmid)
    const { ticket, port } = await openConsole(host, call.caller.authid, `CT ${vmid}`, target)
    const upid = await services.noteTask(call, 'vncproxy', String(vmid))
    return { user: call.caller.authid, ticket, port, upid }
  }
  return implement(
    { vnc, terminal, webSocket },
    {
      async vnc(call, { vmid, width, height }) {
        const opened = await open(call, vmid, { kind: 'vnc', size: terminalSize(width, height) })
        return { ...opened, cert: services.certificate?.() ?? '' }
      },

      terminal: (call, { vmid }) => open(call, vmid, { kind: 'terminal' }),

      async webSocket(call, { vmid, port, vncticket }) {
        const { authid } = call.caller
        const { kind, size } = (await redeemConsole(host, authid, `CT ${vmid}`, port, vncticket)) as Target
        if (kind === 'terminal') return new TerminalBridge(async () => (await consoles.open(vmid)).join(), authid, vncticket)
        return await vncScreen(() => consoles.open(vmid), { password: vncticket, title: `CT ${vmid}`, size })
      },
    },
  )
}
