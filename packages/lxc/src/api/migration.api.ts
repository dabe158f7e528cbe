import { implement, type Call, type Implementation } from '@quorate/contract'
import { lxcMigration } from '@quorate/contract/lxc/migration'
import { copyRate, migrationSettings, namedVolumes, readGuestConfig, storageMap, type StorageMap } from '@quorate/guest'
import { storageOf } from '@quorate/storage'
import { checkMigration, type MigrationOptions } from '../migration/outgoing/check-migration.ts'
import { migrateContainer } from '../migration/outgoing/migrate-container.ts'
import { preconditions } from '../migration/outgoing/preconditions.ts'
import { placeHere } from '../place-here.ts'
import type { LxcServices } from '../services.ts'

interface Asked {
  readonly vmid: number
  readonly target: string
  readonly restart?: boolean | undefined
  readonly timeout?: number | undefined
  readonly bwlimit?: number | undefined
}

const usualTimeoutSeconds = 180

/** Storages of the container's volumes that only this node has, with those that take their place. */
function storagesOf(services: LxcServices, vmid: number, target: StorageMap): { from: string[]; to: string[] } {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  const named = new Set(namedVolumes(config).map(({ volid }) => storageOf(volid)))
  const from = [...named].filter(id => services.storage.entries().some(entry => entry.id === id && !entry.shared))
  return { from, to: [...new Set(from.map(target))] }
}

function optionsOf(services: LxcServices, call: Call, asked: Asked, targetStorage: StorageMap): MigrationOptions {
  const { vmid, target, restart = false, timeout = usualTimeoutSeconds, bwlimit } = asked
  const { insecure, network } = migrationSettings(services.store.read('datacenter.cfg')?.text)
  const { from, to } = storagesOf(services, vmid, targetStorage)
  for (const storage of to) if (!from.includes(storage)) call.authorize(`/storage/${storage}`, 'Datastore.AllocateSpace')
  const known = new Set(services.storage.entries().map(({ id }) => id))
  const storages = [...from, ...to].filter(id => known.has(id))
  const rateMBps = copyRate(services, call, 'migration', storages, bwlimit)
  return {
    target,
    restart,
    timeout: Math.max(0, timeout),
    targetStorage,
    insecure,
    ...(network === undefined ? {} : { network }),
    ...(rateMBps === undefined ? {} : { rateMBps }),
  }
}

/** Moving containers to other nodes of the cluster. */
export function lxcMigrationApi(services: LxcServices): Implementation[] {
  const { preconditions: before, migrate } = lxcMigration
  return implement(
    { preconditions: before, migrate },
    {
      preconditions: (_call, { vmid, target }) => preconditions(services, vmid, target),
      async migrate(call, parameters) {
        const { vmid } = parameters
        const options = optionsOf(services, call, parameters, storageMap(parameters['target-storage'], 'target-storage'))
        await checkMigration(services, vmid, options, { authid: call.caller.authid, upid: '' })
        return task => migrateContainer(services, task, vmid, options)
      },
    },
  )
}
