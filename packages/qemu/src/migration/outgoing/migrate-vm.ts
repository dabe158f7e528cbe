import type { TaskHandle } from '@quorate/contract'
import {
  authorOf,
  changeGuestConfig,
  jointProgress,
  migrationLock,
  moveConfig,
  readGuestConfig,
  requireTarget,
  sendImage,
  Target,
  tlsFolder,
  withSignal,
} from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import type { Step } from '@quorate/tasks'
import { perform } from '@quorate/tasks'
import { placeHere } from '../../procedures/place-here.ts'
import type { QemuServices } from '../../services.ts'
import { decodeVm } from '../../steps/load-vm.ts'
import { breakConnections } from '../qemu-migration.ts'
import type { IncomingRequest, IncomingSteps } from '../wire.ts'
import { checkMigration, type MigrationOptions } from './check-migration.ts'
import { endMirrors, mirrorDisks, mirrorJob, mirrorNode } from './mirror-disks.ts'
import { sendMemory, useCredentials } from './send-memory.ts'
import { clearAway, type OutgoingTrace } from './settle-outgoing.ts'

/** What the steps of a migration share. */
export interface MigrationContext {
  readonly services: QemuServices
  readonly task: TaskHandle
  readonly vmid: number
  readonly options: MigrationOptions
  readonly request: IncomingRequest
  readonly target: Target<IncomingSteps>
  /** Aborted with the task, and when the target is lost. */
  readonly signal: AbortSignal
  readonly trace: OutgoingTrace
  /** Takes back the newest entry for undo. */
  settle?: () => Promise<void>
  /** Resolves when it is on record that the config may be about to move. */
  noted?: Promise<void>
  /** When the guest stood still, on a clock of its own. */
  stopped?: number
  volumes?: IncomingSteps['volumes']
  listening?: IncomingSteps['start']
}

type MigrationStep = Step<MigrationContext>

const finishMs = 60_000

async function tlsOf({ services, request, target }: MigrationContext) {
  if (request.insecure) return undefined
  return { peer: target.node, folder: await tlsFolder(services.host, services.otherNodes?.credentials()) }
}

const lock: MigrationStep = {
  name: 'lock the guest',
  async run(context) {
    const { services, task, vmid, trace } = context
    const undo = await task.undo('qemu.settle-outgoing', { ...trace })
    context.settle = () => undo.settle()
    const { config } = readGuestConfig(services.store, placeHere(services, vmid))
    const before = config.toString()
    if (before !== context.request.config) throw new Failure(`the config of VM ${vmid} was changed while its migration began: try again`)
    await changeGuestConfig(services.store, authorOf(task), placeHere(services, vmid), {}, edited =>
      edited.current.set('lock', migrationLock),
    )
  },
}

const prepareTarget: MigrationStep = {
  name: 'let the target prepare',
  async run(context) {
    const { task, target, request, signal } = context
    const upid = await target.begin({ ...request, upid: task.upid, authid: task.authid }, signal)
    task.log(`task on node '${target.node}': ${upid}`)
    context.volumes = await target.step('volumes', signal)
    for (const [from, to] of Object.entries(context.volumes.volumes)) task.log(`${from} becomes ${to}`)
  },
}

const sendImages: MigrationStep = {
  name: 'send images',
  async run(context) {
    const { services, task, request, volumes, signal, options } = context
    const images = volumes?.images
    if (!images) return
    const tls = await tlsOf(context)
    const sent = request.volumes.filter(({ volid }) => images.names[volid] !== undefined)
    const bytes = (volume: (typeof sent)[number]) => volume.fileBytes ?? volume.sizeBytes
    const part = jointProgress(
      task,
      sent.reduce((sum, volume) => sum + bytes(volume), 0),
      'copying disks',
    )
    await services.storage.activate(sent.map(({ volid }) => volid))
    for (const volume of sent)
      await sendImage(services, part(bytes(volume)), volume, { place: images, tls, rateMBps: options.rateMBps, signal })
  },
}

const startTarget: MigrationStep = {
  name: 'start QEMU at the target',
  async run(context) {
    if (!context.request.running) return
    context.listening = await context.target.step('start', context.signal)
  },
}

const sendRunning: MigrationStep = {
  name: 'send disks and memory',
  async run(context) {
    const { services, task, vmid, request, listening, signal, options, target } = context
    if (!request.running || !listening) return
    const { config } = readGuestConfig(services.store, placeHere(services, vmid))
    const { migrate_downtime: downtime = 0.1, migrate_speed: speed = 0 } = decodeVm(vmid, config.current)
    const limits = [options.rateMBps, speed > 0 ? speed : undefined].filter(one => one !== undefined)
    const rateMBps = limits.length ? Math.min(...limits) : undefined
    const tls = await tlsOf(context)
    const mirrored = request.volumes.flatMap(({ volid, key, kind, sizeBytes }) =>
      kind === 'mirror' && key !== undefined ? [{ key, volid, size: sizeBytes }] : [],
    )
    await services.runtime.qmp(vmid, async client => {
      await using following = new AsyncDisposableStack()
      // Also what a command waits for that is under way.
      const giveUp = () => void breakConnections(client, context.trace.nodes).catch(error => task.log(failureText(error)))
      signal.addEventListener('abort', giveUp, { once: true })
      following.defer(() => signal.removeEventListener('abort', giveUp))
      signal.throwIfAborted()
      await useCredentials(client, tls)
      const { disks } = listening
      const jobs = disks
        ? await mirrorDisks(
            client,
            withSignal(task, signal),
            { disks: mirrored, place: disks, tls, rateMBps, there: () => target.there() },
            following,
          )
        : []
      await target.there()
      await sendMemory(client, task, {
        vmid,
        to: listening.memory,
        tls,
        rateMBps,
        downtimeMs: Math.max(1, Math.round(downtime * 1000)),
        stopped() {
          context.stopped ??= performance.now()
          context.noted ??= noteDecision(context)
          context.noted.catch(() => undefined)
        },
        signal,
        ...(jobs.length ? { atStandstill: () => endMirrors(client, jobs) } : {}),
      })
    })
  },
}

/** From here on a look at the cluster's tree has to tell where the guest is. Written while QEMU sends the last of the memory. */
async function noteDecision(context: MigrationContext): Promise<void> {
  const undo = await context.task.undo('qemu.settle-outgoing', { ...context.trace, deciding: true })
  await context.settle?.()
  context.settle = () => undo.settle()
}

/** The decision. Before it the guest is here, whatever happens; after it, there. */
const decide: MigrationStep = {
  name: 'give the guest to the target',
  async run(context) {
    const { services, task, vmid, target, volumes, signal } = context
    signal.throwIfAborted()
    if (services.otherNodes?.quorate() === false) throw new Failure('this node has lost the majority of the cluster: the guest stays here')
    await (context.noted ??= noteDecision(context))
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

/** Its steps until the guest is the target's. What they begin is undone by `qemu.settle-outgoing`. */
export const migrationSteps: readonly MigrationStep[] = [lock, prepareTarget, sendImages, startTarget, sendRunning, decide]

/** The guest is the target's: nothing that fails here changes that any more. */
async function finish({ services, task, vmid, target, trace, settle, stopped, request }: MigrationContext): Promise<void> {
  const patience = AbortSignal.timeout(finishMs)
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      task.warn(`VM ${vmid} is on node '${target.node}' now, but: ${failureText(error)}`)
    }
  }
  await attempt(async () => {
    await target.step('finish', patience)
    if (stopped === undefined || request.running?.standing !== 'running') return
    const stood = Math.round(performance.now() - stopped)
    const { downtime = 0 } = await services.runtime.qmp(vmid, client => client.execute('query-migrate'))
    task.log(`the guest stood still for at most ${stood} ms, ${downtime} ms of them in QEMU itself`)
  })
  await attempt(() => clearAway(services, trace, line => task.log(line)))
  await settle?.()
}

/** Moves a VM to another node of the cluster, while it runs or not. Whatever happens it is on exactly one of the two. */
export async function migrateVm(services: QemuServices, task: TaskHandle, vmid: number, options: MigrationOptions): Promise<void> {
  const { request } = await checkMigration(services, vmid, options, { authid: task.authid, upid: task.upid })
  const nodes = requireTarget(services, options.target)
  const target = new Target<IncomingSteps>(nodes, options.target, { kind: 'qemu', vmid, session: request.session })
  const mirrored = request.volumes.flatMap(({ kind, key }) => (kind === 'mirror' && key !== undefined ? [key] : []))
  const trace: OutgoingTrace = {
    vmid,
    target: options.target,
    session: request.session,
    volumes: request.volumes.map(({ volid }) => volid),
    ...(request.running ? { standing: request.running.standing } : {}),
    jobs: mirrored.map(mirrorJob),
    nodes: mirrored.map(mirrorNode),
    deciding: false,
  }
  const signal = AbortSignal.any([task.signal, target.lost])
  const context: MigrationContext = { services, task, vmid, options, request, target, signal, trace }
  const begun = performance.now()
  try {
    await perform(migrationSteps, context, task)
    await finish(context)
  } finally {
    target.close()
  }
  task.log(`VM ${vmid} is on node '${options.target}' after ${((performance.now() - begun) / 1000).toFixed(1)} s`)
}
