import type { Connection } from '../../connection.ts'
import { UsageFailure } from '../../read-arguments.ts'

/** Path of a volume in the API: `local:100/disk.raw`, or its name when `storage` says where it is. */
export function volumePath(connection: Connection, volume: string | undefined, storage?: string): string {
  const [, named, name] = /^([a-zA-Z][\w.-]*):(.+)$/.exec(volume ?? '') ?? []
  const where = storage ?? named
  if (where === undefined || (storage !== undefined && named !== undefined && named !== storage)) {
    throw new UsageFailure(`volume: '${volume ?? ''}' is not of the form storage:name`)
  }
  const volid = named === undefined ? `${where}:${volume}` : `${named}:${name}`
  return `/nodes/${connection.node}/storage/${encodeURIComponent(where)}/content/${encodeURIComponent(volid)}`
}
