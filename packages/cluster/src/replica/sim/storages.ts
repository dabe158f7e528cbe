import { realOperation, realReading } from './real-operations.ts'
import { SqliteNode } from './sqlite-node.ts'
import type { WorldOptions } from './world.ts'

/** A schedule on real databases with real changes. A client asks again with a new id: for what was refused, an old one is no protection. */
export const onSqlite: WorldOptions = {
  storage: (_id, { kept }) => new SqliteNode(kept),
  operation: realOperation,
  reading: realReading,
  retries: false,
}
