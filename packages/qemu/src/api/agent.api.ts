import { implement, type Implementation } from '@quorate/contract'
import { qemuAgent } from '@quorate/contract/qemu/agent'
import { withAgent } from '../runtime/guest-agent.ts'
import type { QemuServices } from '../services.ts'

/** Commands that may take as long as the guest's disks need. */
const slow: Readonly<Record<string, number>> = {
  'fsfreeze-freeze': 3_600_000,
  'fsfreeze-thaw': 60_000,
  fstrim: 600_000,
  'get-fsinfo': 30_000,
}
/** These end the guest before it can answer. */
const silent = new Set(['shutdown', 'suspend-disk', 'suspend-hybrid', 'suspend-ram'])

/** One command of the agent, its answer under `result` as clients expect. */
async function ask(services: QemuServices, vmid: number, command: string): Promise<{ result: unknown }> {
  services.guests.require(services.host.root.node, 'qemu', vmid)
  const result = await withAgent(services, vmid, async agent => {
    const answer = agent.execute(`guest-${command}`, {}, { timeoutMs: slow[command] ?? (silent.has(command) ? 3000 : 10_000) })
    if (!silent.has(command)) return await answer
    return await answer.catch((error: Error) => (/got timeout|closed/.test(error.message) ? {} : Promise.reject(error)))
  })
  return { result }
}

export function qemuAgentApi(services: QemuServices): Implementation[] {
  const run =
    (command: string) =>
    (_call: unknown, { vmid }: { vmid: number }) =>
      ask(services, vmid, command)
  return implement(qemuAgent, {
    command: (_call, { vmid, command }) => ask(services, vmid, command),
    fsfreezeFreeze: run('fsfreeze-freeze'),
    fsfreezeStatus: run('fsfreeze-status'),
    fsfreezeThaw: run('fsfreeze-thaw'),
    fstrim: run('fstrim'),
    getFsinfo: run('get-fsinfo'),
    getHostName: run('get-host-name'),
    getMemoryBlockInfo: run('get-memory-block-info'),
    getMemoryBlocks: run('get-memory-blocks'),
    getOsinfo: run('get-osinfo'),
    getTime: run('get-time'),
    getTimezone: run('get-timezone'),
    getUsers: run('get-users'),
    getVcpus: run('get-vcpus'),
    info: run('info'),
    networkGetInterfaces: run('network-get-interfaces'),
    ping: run('ping'),
    shutdown: run('shutdown'),
    suspendDisk: run('suspend-disk'),
    suspendHybrid: run('suspend-hybrid'),
    suspendRam: run('suspend-ram'),
  })
}
