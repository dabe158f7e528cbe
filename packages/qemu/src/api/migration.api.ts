import { implement, type Call, type Implementation } from '@quorate/contract'
import { qemuMigration } from '@quorate/contract/qemu/migration'
import { copyRate, disks, isVolume, migrationSettings, readGuestConfig, storageMap, type StorageMap } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { storageOf } from '@quorate/storage'
import { checkMigration, type MigrationOptions } from '../migration/outgoing/check-migration.ts'
import { migrateVm } from '../migration/outgoing/migrate-vm.ts'
import { preconditions } from '../migration/outgoing/preconditions.ts'
import { placeHere } from '../procedures/place-here.ts'
import type { QemuServices } from '../services.ts'

interface Asked {
  readonly vmid: number
  readonly target: string
  readonly online?: boolean | undefined
  readonly force?: boolean | undefined
  readonly bwlimit?: number | undefined
  readonly migration_type?: string | undefined
  readonly migration_network?: string | undefined
  readonly 'with-local-disks'?: boolean | undefined
}

/** Storages of the guest's own disks that only this node has, with those that take their place. */
function storagesOf(services: QemuServices, vmid: number, target: StorageMap): { from: string[]; to: string[] } {
  const { config } = readGuestConfig(services.store, placeHere(services, vmid))
  const files = disks(config.current.values).flatMap(([, { file }]) => (isVolume(file) ? [storageOf(file)] : []))
  const from = [...new Set(files)].filter(id => services.storage.entries().some(entry => entry.id === id && !entry.shared))
  return { from, to: [...new Set(from.map(target))] }
}

function optionsOf(services: QemuServices, call: Call, asked: Asked, targetStorage: StorageMap): MigrationOptions {
  const { vmid, target, force = false } = asked
  if (force && !call.caller.root)
    throw new Failure('only root may migrate a VM whatever devices of the node it has (force)', { status: 403 })
  const settings = migrationSettings(services.store.read('datacenter.cfg')?.text)
  const insecure = asked.migration_type === undefined ? settings.insecure : asked.migration_type === 'insecure'
  const network = asked.migration_network ?? settings.network
  if (insecure !== settings.insecure || network !== settings.network) call.authorize('/', 'Sys.Modify')
  const { from, to } = storagesOf(services, vmid, targetStorage)
  for (const storage of to) if (!from.includes(storage)) call.authorize(`/storage/${storage}`, 'Datastore.AllocateSpace')
  const known = new Set(services.storage.entries().map(({ id }) => id))
  const rateMBps = copyRate(
    services,
    call,
    'migration',
    [...from, ...to].filter(id => known.has(id)),
    asked.bwlimit,
  )
  return {
    target,
    online: asked.online ?? false,
    withLocalDisks: asked['with-local-disks'] ?? false,
    targetStorage,
    insecure,
    ...(network === undefined ? {} : { network }),
    force,
    ...(rateMBps === undefined ? {} : { rateMBps }),
  }
}

/** Moving VMs to other nodes of the cluster. */
export function qemuMigrationApi(services: QemuServices): Implementation[] {
  const { preconditions: before, migrate } = qemuMigration
  return implement(
    { preconditions: before, migrate },
    {
      preconditions: (_call, { vmid, target }) => preconditions(services, vmid, target),
      async migrate(call, parameters) {
        const { vmid } = parameters
        if (parameters['with-conntrack-state'])
          throw new Failure('the state of connections cannot be migrated: leave with-conntrack-state out', { status: 501 })
        const options = optionsOf(services, call, parameters, storageMap(parameters.targetstorage, 'targetstorage'))
        await checkMigration(services, vmid, options, { authid: call.caller.authid, upid: '' })
        return task => migrateVm(services, task, vmid, options)
      },
    },
  )
}
