import type { TaskHandle } from '@quorate/contract'
import {
  decideRemotely,
  forward,
  ForwardedSockets,
  jointProgress,
  letPrepare,
  lockAsPrepared,
  readGuestConfig,
  remoteBridges,
  RemoteCluster,
  RemoteTarget,
  sendImage,
  withSignal,
  type RemoteEndpoint,
} from '@quorate/guest'
import { failureText } from '@quorate/schema'
import { perform } from '@quorate/tasks'
import { breakConnections } from '../../migration/qemu-migration.ts'
import { endMirrors, mirrorDisks, mirrorJob, mirrorNode } from '../../migration/outgoing/mirror-disks.ts'
import { sendMemory } from '../../migration/outgoing/send-memory.ts'
import { placeHere } from '../../procedures/place-here.ts'
import type { QemuServices } from '../../services.ts'
import { decodeVm } from '../../steps/load-vm.ts'
import { checkHere, type RemoteOptions } from './check-here.ts'
import { prepare } from './prepare.ts'
import { leaveHere, type RemoteOutgoingTrace } from './settle-outgoing.ts'
import type { RemoteStep, VmContext } from './vm-context.ts'

const endMs = 30_000

const lock: RemoteStep = { name: 'lock the guest', run: lockAsPrepared }

const prepareTarget: RemoteStep = { name: 'let the target prepare', run: letPrepare }

const sendImages: RemoteStep = {
  name: 'send images',
  async run(context) {
    const { services, task, request, volumes, signal, options } = context
    const names = volumes?.images
    if (!names) return
    const place = await forward(context, 'images')
    const sent = request.volumes.filter(({ volid }) => names[volid] !== undefined)
    const part = jointProgress(
      task,
      sent.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      'copying disks',
    )
    await services.storage.activate(sent.map(({ volid }) => volid))
    for (const volume of sent)
      await sendImage(services, part(volume.sizeBytes), volume, {
        place: { ...place, names },
        tls: undefined,
        rateMBps: options.rateMBps,
        signal,
      })
  },
}

const sendRunning: RemoteStep = {
  name: 'send disks and memory',
  async run(context) {
    const { services, task, place: from, request, signal, options, target, trace, forwarded } = context
    const { vmid } = from
    if (!request.running) return
    const { disks } = await target.ask('start', null, signal)
    const { config } = readGuestConfig(services.store, from)
    const { migrate_downtime: downtime = 0.1, migrate_speed: speed = 0 } = decodeVm(vmid, config.current)
    const limits = [options.rateMBps, speed > 0 ? speed : undefined].filter(one => one !== undefined)
    const rateMBps = limits.length ? Math.min(...limits) : undefined
    const mirrored = request.volumes.flatMap(({ volid, key, kind, sizeBytes }) =>
      kind === 'mirror' && key !== undefined ? [{ key, volid, size: sizeBytes }] : [],
    )
    const memory = await forward(context, 'memory')
    await services.runtime.qmp(vmid, async client => {
      await using following = new AsyncDisposableStack()
      // Also what a command waits for that is under way.
      const giveUp = () => {
        forwarded.breakOff()
        void breakConnections(client, trace.nodes).catch(error => task.log(failureText(error)))
      }
      signal.addEventListener('abort', giveUp, { once: true })
      following.defer(() => signal.removeEventListener('abort', giveUp))
      signal.throwIfAborted()
      const place = disks && { ...(await forward(context, 'disks')), names: disks }
      const jobs = place
        ? await mirrorDisks(
            client,
            withSignal(task, signal),
            { disks: mirrored, place, tls: undefined, rateMBps, there: () => target.there() },
            following,
          )
        : []
      await target.there()
      await sendMemory(client, task, {
        vmid,
        to: memory,
        tls: undefined,
        rateMBps,
        downtimeMs: Math.max(1, Math.round(downtime * 1000)),
        stopped: () => void (context.stopped ??= performance.now()),
        signal,
        ...(jobs.length ? { atStandstill: () => endMirrors(client, jobs) } : {}),
      })
    })
  },
}

const decide: RemoteStep = { name: 'give the guest to the target', run: decideRemotely }

const remoteSteps: readonly RemoteStep[] = [lock, prepareTarget, sendImages, sendRunning, decide]

async function finish(context: VmContext): Promise<void> {
  const { services, task, stopped, request, trace } = context
  const { vmid } = trace
  try {
    if (stopped !== undefined && request.running?.standing === 'running') {
      const stood = Math.round(performance.now() - stopped)
      const { downtime = 0 } = await services.runtime.qmp(vmid, client => client.execute('query-migrate'))
      task.log(`the guest stood still for at most ${stood} ms, ${downtime} ms of them in QEMU itself`)
    }
    await leaveHere(services, trace, line => task.log(line))
  } catch (error) {
    task.warn(`VM ${vmid} is VM ${trace.targetVmid} of ${trace.target} now, but: ${failureText(error)}`)
  }
  await context.settle?.()
}

/** Moves a VM to another cluster, or a node alone, while it runs or not. Whatever happens it runs on one of the two at most. */
export async function remoteMigrateVm(
  services: QemuServices,
  task: TaskHandle,
  vmid: number,
  endpoint: RemoteEndpoint,
  options: RemoteOptions,
): Promise<void> {
  const begun = performance.now()
  const { text: before, plan } = await checkHere(services, vmid, options)
  const cluster = new RemoteCluster(endpoint)
  const bridges = remoteBridges(before).map(options.bridge)
  const storages = [...new Set(plan.moves.map(({ storage }) => storage))]
  const target = await RemoteTarget.open(
    cluster,
    { kind: 'qemu', vmid: options.targetVmid, storages, bridges: [...new Set(bridges)] },
    task.signal,
  )
  await using forwarded = new ForwardedSockets(services.host)
  try {
    task.log(`task on node '${target.node}' of ${cluster.name}: ${target.upid}`)
    target.keepAlive()
    const { request, text } = await prepare(services, task, vmid, options, target)
    const mirrored = request.volumes.flatMap(({ kind, key }) => (kind === 'mirror' && key !== undefined ? [key] : []))
    const trace: RemoteOutgoingTrace = {
      vmid,
      targetVmid: options.targetVmid,
      target: cluster.name,
      volumes: request.volumes.map(({ volid }) => volid),
      ...(request.running ? { standing: request.running.standing } : {}),
      jobs: mirrored.map(mirrorJob),
      nodes: mirrored.map(mirrorNode),
      state: 'here',
      remove: options.remove,
    }
    const signal = AbortSignal.any([task.signal, target.lost])
    const place = placeHere(services, vmid)
    const undoAction = 'qemu.settle-remote-outgoing'
    const context: VmContext = { services, task, place, undoAction, options, target, forwarded, request, text, signal, trace }
    await perform(remoteSteps, context, task)
    await finish(context)
  } catch (error) {
    // One that is lost gives up by itself; the guest does not wait for it.
    if (!target.lost.aborted) await target.ask('end', null, AbortSignal.timeout(endMs)).catch(() => undefined)
    throw error
  } finally {
    target.close()
  }
  task.log(`VM ${vmid} is VM ${options.targetVmid} of ${cluster.name} after ${((performance.now() - begun) / 1000).toFixed(1)} s`)
}
