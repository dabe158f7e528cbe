import type { Call } from '@quorate/contract'
import type { GuestServices } from '../services.ts'

type Operation = 'clone' | 'migration' | 'move' | 'restore'

/** `clone=10240,default=51200` in KiB each second; undefined: says nothing. */
export function limitIn(text: string | undefined, operation: Operation): number | undefined {
  const limits = new Map((text ?? '').split(',').map(part => part.trim().split('=', 2) as [string, string]))
  const found = limits.get(operation) ?? limits.get('default')
  return found !== undefined && /^\d+(?:\.\d+)?$/.test(found) ? Number(found) : undefined
}

/** 0 is no limit. */
function stricter(limits: readonly (number | undefined)[]): number | undefined {
  const real = limits.filter(limit => limit !== undefined && limit > 0) as number[]
  return real.length ? Math.min(...real) : undefined
}

/**
 * MiB each second that a copy between storages may take; undefined: as much as there is. The storages' own limits count,
 * or else the datacenter's. `asked` (KiB each second) takes their place for who manages the storages; for others it can
 * only be stricter.
 */
export function copyRate(
  { store, storage }: Pick<GuestServices, 'store' | 'storage'>,
  call: Pick<Call, 'may'>,
  operation: Operation,
  storages: readonly string[],
  asked: number | undefined,
): number | undefined {
  const own = storages.map(id => limitIn(storage.entry(id).options['bwlimit'], operation))
  const datacenter = limitIn(/^bwlimit:\s*(.*)$/m.exec(store.read('datacenter.cfg')?.text ?? '')?.[1], operation)
  const configured = own.some(limit => limit !== undefined) ? stricter(own) : stricter([datacenter])
  const free = asked !== undefined && storages.every(id => call.may(`/storage/${id}`, 'Datastore.Allocate'))
  const limit = free ? stricter([asked]) : stricter([configured, asked])
  return limit === undefined ? undefined : limit / 1024
}
