import { randomBytes } from 'node:crypto'
import { checkLock, readGuestConfig, requireTarget, type StorageMap } from '@quorate/guest'
import { Failure, failureText } from '@quorate/schema'
import { placeHere } from '../../place-here.ts'
import type { LxcServices } from '../../services.ts'
import { localResources, resourceProblem } from '../local-resources.ts'
import type { IncomingRequest } from '../wire.ts'
import { lookAtVolumes } from './look-at-volumes.ts'

export interface MigrationOptions {
  readonly target: string
  /** A container that runs is shut down, moved, and started at the target. */
  readonly restart: boolean
  /** seconds that it has to shut down */
  readonly timeout: number
  readonly targetStorage: StorageMap
  readonly insecure: boolean
  readonly network?: string
  /** MiB per second */
  readonly rateMBps?: number
}

const checkMs = 30_000

/** Looks at all that can speak against a migration, here and at the target, and fails with everything that does. */
export async function checkMigration(
  services: LxcServices,
  vmid: number,
  options: MigrationOptions,
  who: { readonly authid: string; readonly upid: string },
): Promise<IncomingRequest> {
  const { target, restart, targetStorage, insecure, network } = options
  const nodes = requireTarget(services, target)
  const { config, text } = readGuestConfig(services.store, placeHere(services, vmid))
  checkLock('CT', config)
  const runs = (await services.runtime.running(vmid)) !== undefined
  if (runs && !restart)
    throw new Failure(
      `CT ${vmid} is running, and a container cannot be migrated online: use restart, which shuts it down, moves it, and starts it on node '${target}'`,
    )
  const problems = localResources(config).map(resourceProblem)
  const { moves, problems: ofVolumes, sharedStorages } = await lookAtVolumes(services, vmid, config, targetStorage)
  problems.push(...ofVolumes)
  const request: IncomingRequest = {
    session: randomBytes(16).toString('hex'),
    source: services.host.root.node,
    ...who,
    config: text,
    volumes: moves,
    sharedStorages,
    runs,
    insecure,
    ...(network === undefined ? {} : { network }),
  }
  const path = `/nodes/${target}/lxc/${vmid}/incoming/check`
  try {
    problems.push(...((await nodes.call(target, 'POST', path, { request: JSON.stringify(request) }, { timeoutMs: checkMs })) as string[]))
  } catch (error) {
    if (problems.length === 0) throw error
    problems.push(failureText(error))
  }
  if (problems.length) throw new Failure(`CT ${vmid} cannot be migrated to node '${target}': ${problems.join('; ')}`)
  return request
}
