import { implement, type Implementation } from '@quorate/contract'
import { qemuAgentExec } from '@quorate/contract/qemu/agent-exec'
import { Failure } from '@quorate/schema'
import { membersOf } from '../qmp/agent-answers.ts'
import type { AgentClient } from '../qmp/agent-client.ts'
import { readGuestFile, writeGuestFile } from '../qmp/guest-files.ts'
import { withAgent } from '../runtime/guest-agent.ts'
import type { QemuServices } from '../services.ts'

const most = 16 << 20
/** milliseconds: as much as the agent keeps of a program's output takes an emulated guest a while */
const outputMs = 60_000

/** An agent keeps 16 MiB of each of a program's outputs, which come as base64. */
const longestOutput = 48 << 20

const execStatus = {
  exited: 'boolean',
  exitcode: 'number?',
  signal: 'number?',
  'out-data': 'string?',
  'err-data': 'string?',
  'out-truncated': 'boolean?',
  'err-truncated': 'boolean?',
} as const

const text = (base64: string) => Buffer.from(base64, 'base64').toString('utf8')

/** Programs and files inside guests, through their agent. */
export function qemuAgentExecApi(services: QemuServices): Implementation[] {
  const talk = <T>(vmid: number, work: (agent: AgentClient) => Promise<T>): Promise<T> => {
    services.guests.require(services.host.root.node, 'qemu', vmid)
    return withAgent(services, vmid, work)
  }
  return implement(qemuAgentExec, {
    exec(_call, { vmid, command, 'input-data': input }) {
      const [path, ...arg] = command
      if (!path) throw new Failure('no command given', { status: 400, errors: { command: 'no command given' } })
      const request = {
        path,
        arg,
        'capture-output': true,
        ...(input === undefined ? {} : { 'input-data': Buffer.from(input).toString('base64') }),
      }
      return talk(vmid, agent => agent.execute('guest-exec', request))
    },
    execStatus: (_call, { vmid, pid }) =>
      talk(vmid, async agent => {
        const answer = await agent.execute('guest-exec-status', { pid }, { timeoutMs: outputMs, longest: longestOutput })
        const status = membersOf('guest-exec-status', answer, execStatus)
        const { 'out-data': out, 'err-data': err } = status
        return {
          ...status,
          ...(out === undefined ? {} : { 'out-data': text(out) }),
          ...(err === undefined ? {} : { 'err-data': text(err) }),
        }
      }),
    fileRead: (_call, { vmid, file, offset, count, decode }) =>
      talk(vmid, async agent => {
        const { data, truncated } = await readGuestFile(agent, file, { offset: offset ?? 0, count: count ?? most })
        return { content: decode === false ? data.toString('base64') : data.toString('utf8'), ...(truncated ? { truncated: true } : {}) }
      }),
    fileWrite: (_call, { vmid, file, content, encode }) =>
      talk(vmid, async agent => {
        await writeGuestFile(agent, file, encode === false ? content : Buffer.from(content).toString('base64'))
        return null
      }),
    setUserPassword: (_call, { vmid, username, password, crypted }) =>
      talk(vmid, async agent => {
        const encoded = Buffer.from(password).toString('base64')
        return { result: await agent.execute('guest-set-user-password', { username, password: encoded, crypted: crypted ?? false }) }
      }),
  })
}
