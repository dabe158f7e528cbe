import type { TaskHandle } from '@quorate/contract'
import { authorOf, changeGuestConfig, migrationLock, moveConfig, readGuestConfig, requireTarget, Target, withSignal } from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import { perform, type Step } from '@quorate/tasks'
import { placeHere } from '../../place-here.ts'
import { shutDownContainer } from '../../procedures/stop-container.ts'
import type { LxcServices } from '../../services.ts'
import type { IncomingRequest, IncomingSteps } from '../wire.ts'
import { checkMigration, type MigrationOptions } from './check-migration.ts'
import { noteDown } from './down-note.ts'
import { sendVolumes } from './send-volumes.ts'
import { clearAway, type OutgoingTrace } from './settle-outgoing.ts'

/** What the steps of a migration share. */
export interface MigrationContext {
  readonly services: LxcServices
  readonly task: TaskHandle
  readonly vmid: number
  readonly options: MigrationOptions
  readonly request: IncomingRequest
  readonly target: Target<IncomingSteps>
  /** Aborted with the task, and when the target is lost. */
  readonly signal: AbortSignal
  trace: OutgoingTrace
  /** Takes back the newest entry for undo. */
  settle?: () => Promise<void>
  /** When it was asked to shut down, on a clock of its own. */
  stopped?: number
  volumes?: IncomingSteps['volumes']
}

type MigrationStep = Step<MigrationContext>

const finishMs = 180_000

/** Puts on record how far it is, for whoever has to settle it. */
async function note(context: MigrationContext, more: Partial<OutgoingTrace>): Promise<void> {
  context.trace = { ...context.trace, ...more }
  const undo = await context.task.undo('lxc.settle-outgoing', { ...context.trace })
  await context.settle?.()
  context.settle = () => undo.settle()
}

const lock: MigrationStep = {
  name: 'lock the container',
  async run(context) {
    const { services, task, vmid, request } = context
    await note(context, {})
    const place = placeHere(services, vmid)
    if (readGuestConfig(services.store, place).config.toString() !== request.config)
      throw new Failure(`the config of CT ${vmid} was changed while its migration began: try again`)
    await changeGuestConfig(services.store, authorOf(task), place, {}, edited => edited.current.set('lock', migrationLock))
  },
}

const prepareTarget: MigrationStep = {
  name: 'let the target prepare',
  async run(context) {
    const { task, target, request, signal } = context
    const upid = await target.begin(request, signal)
    task.log(`task on node '${target.node}': ${upid}`)
    context.volumes = await target.step('volumes', signal)
    for (const [from, to] of Object.entries(context.volumes.volumes)) task.log(`${from} becomes ${to}`)
  },
}

const shutDown: MigrationStep = {
  name: 'shut it down',
  async run(context) {
    const { services, task, vmid, request, options, signal } = context
    if (!request.runs) return
    await note(context, { shutDown: true })
    await noteDown(services.host, vmid)
    context.stopped = performance.now()
    task.log(`shutting CT ${vmid} down`)
    await shutDownContainer(services, withSignal(task, signal), vmid, { timeout: options.timeout, forceStop: true })
  },
}

const send: MigrationStep = {
  name: 'send volumes',
  async run({ services, task, vmid, request, volumes, options, signal, target }) {
    if (!volumes || request.volumes.length === 0) return
    await sendVolumes(services, withSignal(task, signal), {
      vmid,
      volumes: request.volumes,
      made: volumes,
      peer: request.insecure ? undefined : target.node,
      rateMBps: options.rateMBps,
    })
  },
}

/** The decision. Before it the container is here, whatever happens; after it, there. */
const decide: MigrationStep = {
  name: 'give the container to the target',
  async run(context) {
    const { services, task, vmid, target, volumes, signal } = context
    signal.throwIfAborted()
    if (await services.runtime.running(vmid)) throw new Failure(`CT ${vmid} was started while it was migrated`)
    if (services.otherNodes?.quorate() === false)
      throw new Failure('this node has lost the majority of the cluster: the container stays here')
    await note(context, { deciding: true })
    // Where this fails it was refused for sure, or it is not known whether it happened: the undo finds out.
    await moveConfig(
      services.store,
      authorOf(task),
      placeHere(services, vmid),
      target.node,
      new Map(Object.entries(volumes?.volumes ?? {})),
    )
  },
}

/** Its steps until the container is the target's. What they begin is undone by `lxc.settle-outgoing`. */
const migrationSteps: readonly MigrationStep[] = [lock, prepareTarget, shutDown, send, decide]

/** The container is the target's: nothing that fails here changes that any more. */
async function finish({ services, task, vmid, target, trace, settle, stopped }: MigrationContext): Promise<void> {
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      task.warn(`CT ${vmid} is on node '${target.node}' now, but: ${failureText(error)}`)
    }
  }
  await attempt(async () => {
    await target.step('finish', AbortSignal.timeout(finishMs))
    if (stopped !== undefined) task.log(`the container was down for ${((performance.now() - stopped) / 1000).toFixed(1)} s`)
  })
  await attempt(() => clearAway(services, trace, line => task.log(line)))
  await settle?.()
}

/**
 * Moves a container to another node of the cluster; one that runs is shut down for it and started there. Whatever happens
 * it is on exactly one of the two.
 */
export async function migrateContainer(services: LxcServices, task: TaskHandle, vmid: number, options: MigrationOptions): Promise<void> {
  await services.runtime.settled(vmid, task.signal)
  const request = await checkMigration(services, vmid, options, { authid: task.authid, upid: task.upid })
  const { session } = request
  const target = new Target<IncomingSteps>(requireTarget(services, options.target), options.target, { kind: 'lxc', vmid, session })
  const volumes = request.volumes.map(({ volid }) => volid)
  const trace: OutgoingTrace = { vmid, target: options.target, session, volumes, shutDown: false, deciding: false }
  const signal = AbortSignal.any([task.signal, target.lost])
  const context: MigrationContext = { services, task, vmid, options, request, target, signal, trace }
  const begun = performance.now()
  try {
    await perform(migrationSteps, context, task)
    await finish(context)
  } finally {
    target.close()
  }
  task.log(`CT ${vmid} is on node '${options.target}' after ${((performance.now() - begun) / 1000).toFixed(1)} s`)
}
