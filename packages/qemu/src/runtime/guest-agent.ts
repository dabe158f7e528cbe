import { randomInt } from 'node:crypto'
import { Failure } from '@quorate/schema'
import { AgentClient } from '../qmp/agent-client.ts'
import type { QemuServices } from '../services.ts'

export interface AgentOptions {
  /** milliseconds until the agent must have shown that it is there; default 3000 */
  readonly timeoutMs?: number
  /** milliseconds to wait for others of this process who talk to it; default 10 000 */
  readonly waitMs?: number
}

type AgentServices = Pick<QemuServices, 'runtime'>

const notRunning = () => new Failure('QEMU guest agent is not running')

/** Does something in the guest hold the channel open? Told by QEMU at once, where a dead agent would have to be waited for. */
export async function agentListens({ runtime }: AgentServices, vmid: number, options: { timeoutMs?: number } = {}): Promise<boolean> {
  const channels = await runtime.qmp(vmid, client => client.execute('query-chardev'), options)
  return channels.find(({ label }) => label === 'qga0')?.['frontend-open'] !== false
}

/**
 * Talks to the agent inside a guest. Callers of one process take turns; a dead agent costs each of them its own timeout
 * at most. Fails with `VM 100 not running`, `No QEMU guest agent configured` or `QEMU guest agent is not running`.
 */
export async function withAgent<T>(
  services: AgentServices,
  vmid: number,
  talk: (agent: AgentClient) => Promise<T>,
  { timeoutMs, waitMs = 10_000 }: AgentOptions = {},
): Promise<T> {
  const { runtime } = services
  const vm = await runtime.require(vmid)
  const path = vm.record.sockets.agent
  if (!path) throw new Failure('No QEMU guest agent configured')
  if (!(await agentListens(services, vmid))) throw notRunning()
  using turn = await runtime.agentTurns.take(vmid, waitMs)
  await using agent = await AgentClient.connect(path, {
    vmid,
    syncId: randomInt(1, 2 ** 31 - 1),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  }).catch((error: Error) => {
    turn.refuseWaiting(error)
    throw error
  })
  return await talk(agent)
}
