import { implement, type Call, type Implementation } from '@quorate/contract'
import { storagePruneBackups } from '@quorate/contract/storage/prune-backups'
import { pruneBackups } from '@quorate/contract/shared/prune-backups'
import { compilePropertyString, Failure, failureText, permissionFailure, Refusal } from '@quorate/schema'
import { decidePrune, type KeepRule, type PruneMark } from '../prune/decide-prune.ts'
import type { StorageService, VolumeRow } from '../storage-service.ts'
import { readBackupName } from '../directory/content-name.ts'
import type { StorageApiServices } from './services.ts'
import { maySee } from './volume-access.ts'

interface Filter {
  readonly type?: string
  readonly vmid?: number
}

interface Marked {
  readonly row: VolumeRow
  readonly mark: PruneMark
}

/** The rule of the storage's own section, unless one is given. */
function ruleFor(service: StorageService, storage: string, given: KeepRule | undefined): KeepRule {
  if (given) return given
  const text = service.entry(storage).options['prune-backups']
  if (text === undefined) throw new Failure(`storage '${storage}': no prune-backups options are given or configured`)
  const rule = compilePropertyString(pruneBackups).parse(text)
  if (rule instanceof Refusal) throw new Failure(`storage '${storage}': prune-backups '${text}' in its configuration cannot be read`)
  return rule
}

async function judge(service: StorageService, storage: string, rule: KeepRule, filter: Filter): Promise<Marked[]> {
  const rows = await service.list(storage, { content: 'backup', ...(filter.vmid !== undefined && { vmid: filter.vmid }) })
  const candidates = rows
    .filter(row => filter.type === undefined || row.subtype === filter.type)
    .map(row => {
      const { time } = readBackupName(row.volid.split('/').at(-1) ?? '')
      return {
        row,
        ...(row.subtype && row.vmid !== undefined && { group: `${row.subtype}/${row.vmid}` }),
        ...(time !== undefined && { time }),
        ...(row.protected && { protected: true }),
      }
    })
  return decidePrune(rule, candidates).map(({ backup, mark }) => ({ row: backup.row, mark }))
}

function requirePrune(call: Call, storage: string, vmid: number | undefined): void {
  const path = `/storage/${storage}`
  if (call.may(path, 'Datastore.Allocate')) return
  if (vmid === undefined || !call.may(path, 'Datastore.AllocateSpace')) throw permissionFailure(path, ['Datastore.Allocate'])
  call.authorize(`/vms/${vmid}`, 'VM.Backup')
}

/** Removing the backups that a rule does not keep, and showing which those are. */
export function storagePruneApi({ storage: service }: StorageApiServices): Implementation[] {
  return implement(storagePruneBackups, {
    async preview(call, { storage, type, vmid, 'prune-backups': given }) {
      const marked = await judge(service, storage, ruleFor(service, storage, given), { ...(type && { type }), ...(vmid && { vmid }) })
      return marked
        .filter(({ row }) => maySee(call, row))
        .map(({ row, mark }) => ({
          volid: row.volid,
          ctime: row.ctime ?? 0,
          mark,
          type: row.subtype ?? 'unknown',
          ...(row.vmid !== undefined && { vmid: row.vmid }),
        }))
    },
    prune(call, { storage, type, vmid, 'prune-backups': given }) {
      requirePrune(call, storage, vmid)
      service.usable(storage, 'backup')
      const rule = ruleFor(service, storage, given)
      return async task => {
        const failed: string[] = []
        for (const { row, mark } of await judge(service, storage, rule, { ...(type && { type }), ...(vmid && { vmid }) })) {
          task.signal.throwIfAborted()
          task.log(`${mark} ${row.volid}`)
          if (mark !== 'remove') continue
          try {
            await service.free(row.volid)
          } catch (error) {
            failed.push(row.volid)
            task.warn(`cannot remove '${row.volid}': ${failureText(error)}`)
          }
        }
        if (failed.length > 0)
          throw new Failure(`pruning of storage '${storage}': ${failed.length} backups could not be removed: ${failed.join(', ')}`)
      }
    },
  })
}
