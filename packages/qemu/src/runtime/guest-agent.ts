import { randomInt } from 'node:crypto'
import { Failure } from '@quorate/schema'
import { AgentClient } from '../qmp/agent-client.ts'
import type { QemuServices } from '../services.ts'

/** Talks to the agent inside a guest. Fails with `VM 100 not running`, `No QEMU guest agent configured` or `QEMU guest agent is not running`. */
export async function withAgent<T>(
  services: Pick<QemuServices, 'runtime'>,
  vmid: number,
  talk: (agent: AgentClient) => Promise<T>,
  options: { timeoutMs?: number } = {},
): Promise<T> {
  const vm = await services.runtime.require(vmid)
  const path = vm.record.sockets.agent
  if (!path) throw new Failure('No QEMU guest agent configured')
  await using agent = await AgentClient.connect(path, { vmid, syncId: randomInt(1, 2 ** 31 - 1), ...options })
  return await talk(agent)
}
