// Tells as JSON what the config database of this node holds: final-state-process.ts NODE.
import { DatabaseSync } from 'node:sqlite'
import { databaseFile } from '@quorate/cluster/database'
import { rootAt } from '@quorate/host'
import type { FinalState } from './judge.ts'

const node = process.argv[2] ?? ''
using closing = new DisposableStack()
const database = new DatabaseSync(databaseFile(rootAt('/', node)), { readOnly: true, timeout: 5000 })
const db = closing.adopt(database, one => one.close())
db.exec('BEGIN')
const state = db.prepare('SELECT revision, digest FROM state').get()
const rows = db.prepare('SELECT revision, op, path, new FROM history ORDER BY id').all()
const final: FinalState = {
  node,
  revision: Number(state?.revision),
  digest: String(state?.digest),
  changes: rows.map(row => ({
    revision: Number(row.revision),
    op: String(row.op),
    path: String(row.path),
    text: row.new instanceof Uint8Array ? Buffer.from(row.new).toString() : '',
  })),
}
process.stdout.write(JSON.stringify(final))
