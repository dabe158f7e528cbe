import {
  credentialsObject,
  parseGuestConfig,
  peerObject,
  renameVolumes,
  authorizedObject,
  socketAddress,
  tlsFolder,
  tlsObject,
  type IncomingPlaces,
  type StreamPlace,
} from '@quorate/guest'
import type { TaskHandle } from '@quorate/contract'
import { Failure } from '@quorate/schema'
import { perform } from '@quorate/tasks'
import { diskNodes } from '../../hot/disk-node.ts'
import type { QmpClient } from '../../qmp/qmp-client.ts'
import { removeDevicesAside } from '../../runtime/devices-aside.ts'
import type { QemuServices } from '../../services.ts'
import { planSection } from '../../steps/load-vm.ts'
import { setDevicesAside } from '../../steps/set-devices-aside.ts'
import { incomingSteps } from '../../steps/start-steps.ts'
import { readConfig } from '../../plan/read-config.ts'
import { migrationUri, useCapabilities } from '../qemu-migration.ts'
import type { IncomingRequest, IncomingSteps } from '../wire.ts'

/** The config as it will be on this node. */
export function configHere(request: IncomingRequest, volumes: Readonly<Record<string, string>>) {
  const config = parseGuestConfig(request.config)
  renameVolumes(config, new Map(Object.entries(volumes)))
  return config
}

interface Listening {
  readonly vmid: number
  readonly places: IncomingPlaces
  readonly request: IncomingRequest
}

async function listen(services: QemuServices, client: QmpClient, { vmid, places, request }: Listening): Promise<IncomingSteps['start']> {
  const { session, insecure, source, volumes } = request
  const mirrored = volumes.filter(({ kind }) => kind === 'mirror')
  const tls = insecure ? undefined : await tlsFolder(services.host, services.otherNodes?.credentials())
  if (tls !== undefined)
    for (const object of [credentialsObject(tls, 'server'), peerObject(source)])
      await client.execute('object-add', object, { timeoutMs: 30_000 })
  await useCapabilities(client, ['return-path', 'late-block-activate', 'events'])
  if (tls !== undefined) await client.execute('migrate-set-parameters', { 'tls-creds': tlsObject, 'tls-authz': authorizedObject })
  using taken = await places.take('memory', 'disks')
  const [memory, disks] = taken.places as [StreamPlace, StreamPlace]
  const names: Record<string, string> = {}
  if (mirrored.length) {
    const secured = tls === undefined ? {} : { 'tls-creds': tlsObject, 'tls-authz': authorizedObject }
    const { type, ...data } = socketAddress(disks)
    await client.execute('nbd-server-start', { addr: { type, data }, ...secured })
  }
  for (const { volid, key } of mirrored) {
    if (key === undefined) throw new Failure(`VM ${vmid}: ${volid} is not the disk of a running machine`)
    const name = `${session}-${key}`
    const { format } = await diskNodes(client, key)
    await client.execute('block-export-add', { type: 'nbd', id: `migration-${key}`, 'node-name': format, name, writable: true })
    names[volid] = name
  }
  await client.execute('migrate-incoming', { uri: migrationUri(memory) })
  return { memory, ...(mirrored.length ? { disks: { ...disks, names } } : {}) }
}

/** Starts a QEMU like the one of the source, which stands still and waits for memory and disks. Answers where. */
export async function startIncoming(
  services: QemuServices,
  task: TaskHandle,
  vmid: number,
  places: IncomingPlaces,
  request: IncomingRequest,
  volumes: Readonly<Record<string, string>>,
): Promise<IncomingSteps['start']> {
  const { running } = request
  if (!running) throw new Failure(`VM ${vmid} does not run on node '${request.source}'`)
  const { current } = configHere(request, volumes)
  await using aside = new AsyncDisposableStack()
  aside.defer(() => removeDevicesAside(services.host, vmid))
  await setDevicesAside(services, vmid, readConfig(vmid, current).config)
  const planned = await planSection(services, vmid, current, { ...running.form, incoming: 'defer', paused: true })
  for (const warning of planned.plan.warnings) task.warn(warning)
  const seconds = Math.max(30, Math.ceil((planned.config.memory?.current ?? 512) / 1024))
  await perform(
    incomingSteps,
    {
      services,
      task,
      vmid,
      plan: planned.plan,
      volumes: planned.volumes,
      qemu: planned.qemu,
      saved: undefined,
      balloon: undefined,
      incoming: true,
      timeoutMs: seconds * 1000,
    },
    task,
  )
  aside.move()
  return await services.runtime.qmp(vmid, client => listen(services, client, { vmid, places, request }))
}
