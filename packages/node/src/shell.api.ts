import { implement, type Call, type Implementation } from '@quorate/contract'
import { nodesConsole } from '@quorate/contract/nodes/console'
import {
  openConsole,
  redeemConsole,
  requireDtach,
  TerminalBridge,
  terminalSize,
  TerminalSessions,
  vncScreen,
  type GuestServices,
  type TerminalSize,
} from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { shellProgram, shellTitle } from './shell/shell-program.ts'

/** What a ticket opens. */
interface Target {
  readonly kind: 'vnc' | 'terminal'
  readonly size?: TerminalSize | undefined
}

export type ShellServices = Pick<GuestServices, 'host' | 'noteTask' | 'certificate'>

const { vnc, terminal, webSocket } = nodesConsole

/** The node's own shell: one session for everybody who may open it. */
export function shellApi(services: ShellServices): Implementation[] {
  const { host } = services
  const { node } = host.root
  const owner = `node ${node}`
  const sessions = new TerminalSessions(host, () => undefined)
  const shellOf = (authid: string) => sessions.open(shellProgram(host, authid))
  const open = async (call: Call, cmd: string | undefined, target: Target) => {
    if (cmd !== undefined && cmd !== 'login')
      throw new Failure(`a console with '${cmd}' is not implemented - open one without 'cmd' and run what you need in its shell`)
    const { authid } = call.caller
    requireDtach(shellTitle(node))
    shellProgram(host, authid)
    const { ticket, port } = await openConsole(host, authid, owner, target)
    const upid = await services.noteTask(call, 'vncshell', '')
    return { user: authid, ticket, port, upid }
  }
  return implement(
    { vnc, terminal, webSocket },
    {
      async vnc(call, { cmd, width, height }) {
        const opened = await open(call, cmd, { kind: 'vnc', size: terminalSize(width, height) })
        return { ...opened, cert: services.certificate?.() ?? '' }
      },

      terminal: (call, { cmd }) => open(call, cmd, { kind: 'terminal' }),

      async webSocket(call, { port, vncticket }) {
        const { authid } = call.caller
        const { kind, size } = (await redeemConsole(host, authid, owner, port, vncticket)) as Target
        if (kind === 'terminal') return new TerminalBridge(async () => (await shellOf(authid)).join(), authid, vncticket)
        return await vncScreen(() => shellOf(authid), { password: vncticket, title: owner, size })
      },
    },
  )
}
