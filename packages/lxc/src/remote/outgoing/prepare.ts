import type { TaskHandle } from '@quorate/contract'
import { configThere, nameThere, type RemoteTarget } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import type { IncomingRequest } from '../../migration/wire.ts'
import type { LxcServices } from '../../services.ts'
import { checkHere, type RemoteOptions } from './check-here.ts'

const checkMs = 60_000

/** Everything that can be asked before anything is changed. */
export async function prepare(
  services: LxcServices,
  task: TaskHandle,
  vmid: number,
  options: RemoteOptions,
  target: RemoteTarget,
): Promise<{ request: IncomingRequest; text: string }> {
  const signal = AbortSignal.any([task.signal, AbortSignal.timeout(checkMs)])
  const first = await checkHere(services, vmid, options)
  const wanted = [...new Set(first.plan.moves.map(({ storage }) => storage))]
  const storages = await target.ask('storages', wanted, signal)
  const { text, plan, runs } = await checkHere(services, vmid, options, id => storages[id] ?? { type: '', asFiles: false, formats: [] })
  const request: IncomingRequest = {
    session: target.session,
    source: services.host.root.node,
    authid: task.authid,
    upid: task.upid,
    config: configThere(text, options.bridge, 'lxc'),
    volumes: plan.moves.map(move => ({
      ...move,
      ...(move.name === undefined ? {} : { name: nameThere(move.name, vmid, options.targetVmid) }),
    })),
    sharedStorages: [],
    runs,
    insecure: true,
  }
  const problems = await target.ask('check', request, signal)
  if (problems.length) throw new Failure(`CT ${vmid} cannot be migrated to ${target.cluster.name}: ${problems.join('; ')}`)
  return { request, text }
}
