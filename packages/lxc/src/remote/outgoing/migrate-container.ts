import type { TaskHandle } from '@quorate/contract'
import {
  decideRemotely,
  forward,
  ForwardedSockets,
  letPrepare,
  lockAsPrepared,
  note,
  remoteBridges,
  RemoteCluster,
  RemoteTarget,
  withSignal,
  type ExportPlace,
  type RemoteContext,
  type RemoteEndpoint,
} from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import { perform, type Step } from '@quorate/tasks'
import { sendVolumes } from '../../migration/outgoing/send-volumes.ts'
import type { IncomingRequest } from '../../migration/wire.ts'
import { placeHere } from '../../place-here.ts'
import { shutDownContainer } from '../../procedures/stop-container.ts'
import type { LxcServices } from '../../services.ts'
import { checkHere, type RemoteOptions } from './check-here.ts'
import { prepare } from './prepare.ts'
import { leaveHere, type RemoteOutgoingTrace } from './settle-outgoing.ts'

/** What the steps of a container's migration to another cluster share. */
interface ContainerContext extends RemoteContext<RemoteOutgoingTrace> {
  readonly services: LxcServices
  readonly options: RemoteOptions
  readonly request: IncomingRequest
  /** When it was asked to shut down, on a clock of its own. */
  stopped?: number
}

type ContainerStep = Step<ContainerContext>

const endMs = 30_000

const lock: ContainerStep = { name: 'lock the container', run: lockAsPrepared }

const prepareTarget: ContainerStep = { name: 'let the target prepare', run: letPrepare }

const shutDown: ContainerStep = {
  name: 'shut it down',
  async run(context) {
    const { services, task, trace, request, options, signal } = context
    const { vmid } = trace
    if (!request.runs) return
    await note(context, { shutDown: true })
    context.stopped = performance.now()
    task.log(`shutting CT ${vmid} down`)
    await shutDownContainer(services, withSignal(task, signal), vmid, { timeout: options.timeout, forceStop: true })
  },
}

const send: ContainerStep = {
  name: 'send volumes',
  async run(context) {
    const { services, task, trace, request, volumes, options, signal } = context
    if (!volumes || request.volumes.length === 0) return
    const through = async (stream: 'images' | 'trees', names: ExportPlace['names'] | undefined) =>
      names && { ...(await forward(context, stream)), names }
    const images = await through('images', volumes.images)
    const trees = await through('trees', volumes.trees)
    await sendVolumes(services, withSignal(task, signal), {
      vmid: trace.vmid,
      volumes: request.volumes,
      made: { volumes: volumes.volumes, ...(images ? { images } : {}), ...(trees ? { trees } : {}) },
      peer: undefined,
      rateMBps: options.rateMBps,
    })
  },
}

const decide: ContainerStep = {
  name: 'give the container to the target',
  async run(context) {
    const { services, trace } = context
    if (await services.runtime.running(trace.vmid)) throw new Failure(`CT ${trace.vmid} was started while it was migrated`)
    await decideRemotely(context)
  },
}

const remoteSteps: readonly ContainerStep[] = [lock, prepareTarget, shutDown, send, decide]

async function finish(context: ContainerContext): Promise<void> {
  const { services, task, stopped, trace } = context
  try {
    if (stopped !== undefined) task.log(`the container was down for ${((performance.now() - stopped) / 1000).toFixed(1)} s`)
    await leaveHere(services, trace, line => task.log(line))
  } catch (error) {
    task.warn(`CT ${trace.vmid} is CT ${trace.targetVmid} of ${trace.target} now, but: ${failureText(error)}`)
  }
  await context.settle?.()
}

/** Moves a container to another cluster, or a node alone; one that runs is shut down for it and started there. Whatever happens it runs on one of the two at most. */
export async function remoteMigrateContainer(
  services: LxcServices,
  task: TaskHandle,
  vmid: number,
  endpoint: RemoteEndpoint,
  options: RemoteOptions,
): Promise<void> {
  const begun = performance.now()
  await services.runtime.settled(vmid, task.signal)
  const { text: before, plan } = await checkHere(services, vmid, options)
  const cluster = new RemoteCluster(endpoint)
  const bridges = [...new Set(remoteBridges(before).map(options.bridge))]
  const storages = [...new Set(plan.moves.map(({ storage }) => storage))]
  const target = await RemoteTarget.open(cluster, { kind: 'lxc', vmid: options.targetVmid, storages, bridges }, task.signal)
  await using forwarded = new ForwardedSockets(services.host)
  try {
    task.log(`task on node '${target.node}' of ${cluster.name}: ${target.upid}`)
    target.keepAlive()
    const { request, text } = await prepare(services, task, vmid, options, target)
    const trace: RemoteOutgoingTrace = {
      vmid,
      targetVmid: options.targetVmid,
      target: cluster.name,
      volumes: request.volumes.map(({ volid }) => volid),
      shutDown: false,
      state: 'here',
      remove: options.remove,
    }
    const signal = AbortSignal.any([task.signal, target.lost])
    const place = placeHere(services, vmid)
    const undoAction = 'lxc.settle-remote-outgoing'
    const context: ContainerContext = { services, task, place, undoAction, options, target, forwarded, request, text, signal, trace }
    await perform(remoteSteps, context, task)
    await finish(context)
  } catch (error) {
    // One that is lost gives up by itself; the container does not wait for it.
    if (!target.lost.aborted) await target.ask('end', null, AbortSignal.timeout(endMs)).catch(() => undefined)
    throw error
  } finally {
    target.close()
  }
  task.log(`CT ${vmid} is CT ${options.targetVmid} of ${cluster.name} after ${((performance.now() - begun) / 1000).toFixed(1)} s`)
}
