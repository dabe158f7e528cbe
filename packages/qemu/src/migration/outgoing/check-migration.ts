import { randomBytes } from 'node:crypto'
import { isMappedOn } from '@quorate/hardware'
import { readCpuInfo } from '@quorate/host'
import { checkLock, readGuestConfig, requireTarget, type StorageMap } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { placeHere } from '../../procedures/place-here.ts'
import type { QemuServices } from '../../services.ts'
import { runningForm } from '../../state/running-form.ts'
import { checkSavable, standingOf } from '../../state/standing.ts'
import { localResources } from '../local-resources.ts'
import type { IncomingRequest, WantedVolume } from '../wire.ts'
import { lookAtVolumes } from './look-at-volumes.ts'

export interface MigrationOptions {
  readonly target: string
  readonly online: boolean
  readonly withLocalDisks: boolean
  readonly targetStorage: StorageMap
  readonly insecure: boolean
  readonly network?: string
  /** Devices that only this node has are no reason to refuse. */
  readonly force: boolean
  /** MiB per second */
  readonly rateMBps?: number
}

/** A migration that nothing speaks against as far as this node can tell. */
export interface PreparedMigration {
  readonly options: MigrationOptions
  readonly request: IncomingRequest
}

/** What of the host the config names, as reasons against a migration. */
function resourceProblems(
  { store }: QemuServices,
  config: ReturnType<typeof readGuestConfig>['config'],
  running: boolean,
  { target, force }: MigrationOptions,
): string[] {
  const { local, mapped } = localResources(config.current)
  const problems: string[] = []
  if (local.length && !force) problems.push(`can't migrate VM which uses local devices: ${local.join(', ')}`)
  if (mapped.size && running && !force)
    problems.push(`can't migrate running VM which uses mapped devices: ${[...mapped.keys()].join(', ')} - shut it down first`)
  for (const [key, name] of mapped) {
    const [kind = '', id = ''] = name.split('/')
    if (!isMappedOn(store, kind as 'pci', id, target)) problems.push(`${key}: mapping '${id}' has nothing on node '${target}'`)
  }
  return problems
}

async function fileSize({ storage, host }: QemuServices, volid: string): Promise<number> {
  return (await host.files.stat((await storage.resolve(volid)).path))?.size ?? 0
}

/** Looks at all that can speak against a migration, here and at the target, and fails with everything that does. */
export async function checkMigration(
  services: QemuServices,
  vmid: number,
  options: MigrationOptions,
  who: { readonly authid: string; readonly upid: string },
): Promise<PreparedMigration> {
  const { target } = options
  const nodes = requireTarget(services, target)
  const { config, text } = readGuestConfig(services.store, placeHere(services, vmid))
  checkLock('VM', config)
  const vm = await services.runtime.running(vmid)
  if (vm && !options.online) throw new Failure(`can't migrate running VM without --online`)
  const running = vm !== undefined
  const problems = resourceProblems(services, config, running, options)
  const { moves, problems: ofVolumes } = await lookAtVolumes(services, {
    vmid,
    config,
    running,
    withLocalDisks: options.withLocalDisks,
    target: options.targetStorage,
  })
  problems.push(...ofVolumes)
  if (problems.length) throw new Failure(`VM ${vmid} cannot be migrated to node '${target}': ${problems.join('; ')}`)
  const volumes: WantedVolume[] = []
  for (const { volid, kind, keys, storage, format, name, size } of moves) {
    volumes.push({
      volid,
      kind,
      storage,
      sizeBytes: size,
      ...(kind === 'mirror' && keys[0] !== undefined ? { key: keys[0] } : {}),
      ...(format ? { format } : {}),
      ...(name === undefined ? {} : { name }),
      ...(kind === 'file' ? { fileBytes: await fileSize(services, volid) } : {}),
    })
  }
  const live =
    vm &&
    (await services.runtime.qmp(vmid, async client => {
      const standing = await standingOf(client, vmid)
      await checkSavable(client, vmid)
      return { standing, form: await runningForm(services, vm, client), processor: readCpuInfo().model }
    }))
  const request: IncomingRequest = {
    session: randomBytes(16).toString('hex'),
    source: services.host.root.node,
    ...who,
    config: text,
    volumes,
    ...(live ? { running: live } : {}),
    insecure: options.insecure,
    ...(options.network === undefined ? {} : { network: options.network }),
  }
  const path = `/nodes/${target}/qemu/${vmid}/incoming/check`
  const there = (await nodes.call(target, 'POST', path, { request: JSON.stringify(request) }, { timeoutMs: 30_000 })) as string[]
  if (there.length) throw new Failure(`VM ${vmid} cannot be migrated to node '${target}': ${there.join('; ')}`)
  return { options, request }
}
