import { randomInt } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

/** What a node has promised the others, and how far it can be trusted. */
export interface Standing {
  readonly cluster: string
  readonly promised: number
  readonly installed: number
  readonly members: readonly number[]
  readonly keptFrom: number
  /** Of the file of pending entries; see PendingFile. */
  readonly generation: number
  readonly lost: boolean
  /** The machine's start in which it was written last, or `closedCleanly`. */
  readonly boot: string
}

/** In place of a boot's id: the database was closed in good order. */
export const closedCleanly = 'closed'

/** Of a fresh database: lines of an older one's file mean nothing to it. */
const newGeneration = () => randomInt(2 ** 47)

/** The first node of a cluster: what its tree holds is what the cluster begins with. Runs within no transaction. */
export function foundCluster(db: DatabaseSync, cluster: string, node: number): void {
  const revision = Number(db.prepare('SELECT revision FROM state').get()?.revision)
  const standing = { cluster, promised: 1, installed: 1, members: [node], keptFrom: revision + 1, lost: false }
  insert(db, { ...standing, generation: newGeneration(), boot: closedCleanly })
}

/** A node that has nothing yet. `lost`: it had something once. */
export function joinCluster(db: DatabaseSync, cluster: string, lost: boolean): void {
  const standing = { cluster, promised: 0, installed: 0, members: [], keptFrom: 1, lost }
  insert(db, { ...standing, generation: newGeneration(), boot: closedCleanly })
}

const values = ({ cluster, promised, installed, members, keptFrom, generation, lost, boot }: Standing) =>
  [cluster, promised, installed, JSON.stringify(members), keptFrom, generation, lost ? 1 : 0, boot] as const

function insert(db: DatabaseSync, standing: Standing): void {
  db.prepare('INSERT OR REPLACE INTO replica VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)').run(...values(standing))
}

export function writeStanding(db: DatabaseSync, standing: Standing): void {
  const columns = ['cluster', 'promised', 'installed', 'members', 'kept_from', 'generation', 'lost', 'boot']
  db.prepare(`UPDATE replica SET ${columns.map(column => `${column} = ?`).join(', ')}`).run(...values(standing))
}

export function readStanding(db: DatabaseSync): Standing {
  const row = db.prepare('SELECT * FROM replica').get()
  if (!row) throw new Error('this database belongs to no cluster')
  return {
    cluster: String(row.cluster),
    promised: Number(row.promised),
    installed: Number(row.installed),
    members: JSON.parse(String(row.members)) as number[],
    keptFrom: Number(row.kept_from),
    generation: Number(row.generation),
    lost: row.lost === 1,
    boot: String(row.boot),
  }
}
