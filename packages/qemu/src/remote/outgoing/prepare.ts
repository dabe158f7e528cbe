import type { TaskHandle } from '@quorate/contract'
import { configThere, nameThere, type RemoteTarget } from '@quorate/guest'
import { readCpuInfo } from '@quorate/host'
import { Failure } from '@quorate/schema'
import type { IncomingRequest, WantedVolume } from '../../migration/wire.ts'
import type { QemuServices } from '../../services.ts'
import { runningForm } from '../../state/running-form.ts'
import { checkSavable, standingOf } from '../../state/standing.ts'
import { checkHere, type RemoteOptions } from './check-here.ts'

const checkMs = 60_000

/** Everything that can be asked before anything is changed. */
export async function prepare(
  services: QemuServices,
  task: TaskHandle,
  vmid: number,
  options: RemoteOptions,
  target: RemoteTarget,
): Promise<{ request: IncomingRequest; text: string }> {
  const signal = AbortSignal.any([task.signal, AbortSignal.timeout(checkMs)])
  const first = await checkHere(services, vmid, options)
  const wanted = [...new Set(first.plan.moves.map(({ storage }) => storage))]
  const storages = await target.ask('storages', wanted, signal)
  const { text, plan } = await checkHere(services, vmid, options, id => storages[id] ?? { asFiles: false, formats: [] })
  const volumes: WantedVolume[] = plan.moves.map(({ volid, kind, keys, storage, format, name, size }) => ({
    volid,
    kind,
    storage,
    sizeBytes: size,
    ...(kind === 'mirror' && keys[0] !== undefined ? { key: keys[0] } : {}),
    ...(format ? { format } : {}),
    ...(name === undefined ? {} : { name: nameThere(name, vmid, options.targetVmid) }),
  }))
  const vm = await services.runtime.running(vmid)
  const running =
    vm &&
    (await services.runtime.qmp(vmid, async client => {
      const standing = await standingOf(client, vmid)
      await checkSavable(client, vmid)
      return { standing, form: await runningForm(services, vm, client), processor: readCpuInfo().model }
    }))
  const request: IncomingRequest = {
    session: target.session,
    source: services.host.root.node,
    authid: task.authid,
    upid: task.upid,
    config: configThere(text, options.bridge, 'qemu'),
    volumes,
    ...(running ? { running } : {}),
    insecure: true,
  }
  const problems = await target.ask('check', request, signal)
  if (problems.length) throw new Failure(`VM ${vmid} cannot be migrated to ${target.cluster.name}: ${problems.join('; ')}`)
  return { request, text }
}
