import { implement, type Implementation } from '@quorate/contract'
import { qemuAgentExec } from '@quorate/contract/qemu/agent-exec'
import { Failure } from '@quorate/schema'
import type { AgentClient } from '../qmp/agent-client.ts'
import { withAgent } from '../runtime/guest-agent.ts'
import type { QemuServices } from '../services.ts'

const chunk = 1 << 20
const most = 16 << 20
/** milliseconds: as much as the agent keeps of a program's output takes an emulated guest a while */
const outputMs = 60_000

interface ExecStatus {
  readonly exited: boolean
  readonly exitcode?: number
  readonly signal?: number
  readonly 'out-data'?: string
  readonly 'err-data'?: string
  readonly 'out-truncated'?: boolean
  readonly 'err-truncated'?: boolean
}

const text = (base64: string) => Buffer.from(base64, 'base64').toString('utf8')

async function readFile(
  agent: AgentClient,
  path: string,
  options: { offset: number; count: number },
): Promise<{ data: Buffer; truncated: boolean }> {
  const handle = await agent.execute('guest-file-open', { path, mode: 'r' })
  const read = async (count: number) => {
    const answer = (await agent.execute('guest-file-read', { handle, count })) as { 'buf-b64': string; eof: boolean }
    return { part: Buffer.from(answer['buf-b64'], 'base64'), eof: answer.eof }
  }
  return await withHandle(agent, handle, async () => {
    if (options.offset > 0) await agent.execute('guest-file-seek', { handle, offset: options.offset, whence: 'set' })
    const parts: Buffer[] = []
    for (let left = options.count; left > 0;) {
      const { part, eof } = await read(Math.min(chunk, left))
      parts.push(part)
      left -= part.length
      if (eof) return { data: Buffer.concat(parts), truncated: false }
    }
    // The end shows only to who reads beyond it.
    return { data: Buffer.concat(parts), truncated: (await read(1)).part.length > 0 }
  })
}

/** Closes the file whatever happens; that a failed file cannot be closed either tells nothing new. */
async function withHandle<T>(agent: AgentClient, handle: unknown, work: () => Promise<T>): Promise<T> {
  let result: T
  try {
    result = await work()
  } catch (error) {
    await agent.execute('guest-file-close', { handle }).catch(() => undefined)
    throw error
  }
  await agent.execute('guest-file-close', { handle })
  return result
}

async function writeFile(agent: AgentClient, path: string, base64: string): Promise<void> {
  const handle = await agent.execute('guest-file-open', { path, mode: 'wb' })
  await withHandle(agent, handle, async () => {
    const wanted = Buffer.from(base64, 'base64').length
    if (wanted === 0) return
    const { count } = (await agent.execute('guest-file-write', { handle, 'buf-b64': base64 })) as { count: number }
    if (count !== wanted) throw new Failure(`only ${count} of ${wanted} bytes could be written to '${path}' in the guest`)
  })
}

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
        const status = (await agent.execute('guest-exec-status', { pid }, { timeoutMs: outputMs })) as ExecStatus
        const { 'out-data': out, 'err-data': err } = status
        return {
          ...status,
          ...(out === undefined ? {} : { 'out-data': text(out) }),
          ...(err === undefined ? {} : { 'err-data': text(err) }),
        }
      }),
    fileRead: (_call, { vmid, file, offset, count, decode }) =>
      talk(vmid, async agent => {
        const { data, truncated } = await readFile(agent, file, { offset: offset ?? 0, count: count ?? most })
        return { content: decode === false ? data.toString('base64') : data.toString('utf8'), ...(truncated ? { truncated: true } : {}) }
      }),
    fileWrite: (_call, { vmid, file, content, encode }) =>
      talk(vmid, async agent => {
        await writeFile(agent, file, encode === false ? content : Buffer.from(content).toString('base64'))
        return null
      }),
    setUserPassword: (_call, { vmid, username, password, crypted }) =>
      talk(vmid, async agent => {
        const encoded = Buffer.from(password).toString('base64')
        return { result: await agent.execute('guest-set-user-password', { username, password: encoded, crypted: crypted ?? false }) }
      }),
  })
}
