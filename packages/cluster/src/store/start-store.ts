import type { Root } from '@quorate/host'
import { History } from '../state/history.ts'
import { openDatabase } from '../state/open-database.ts'
import { Operations } from '../state/operations.ts'
import { firstFolders } from '../state/state-machine.ts'
import { socketFile } from '../protocol.ts'
import { Hub } from './hub.ts'
import { HistoryUpkeep } from './history-upkeep.ts'
import { LocalSequencer } from './local-sequencer.ts'
import { LockTable } from './lock-table.ts'
import { Reservations } from './reservations.ts'
import { refuseSecond, StoreServer } from './server.ts'
import { Writer } from './writer.ts'

export interface StoreOptions {
  readonly root: Root
  /** Mounts the tree at `root.configMount` (default true). Where that cannot be, one notice says why and all else works. */
  readonly mount?: boolean
  /** Descriptor of /dev/fuse that a parent process keeps open, so that the mount outlives this process. */
  readonly fuseFd?: number
  /** Gets one line about whatever does not work. */
  readonly notice?: (text: string) => void
}

export interface RunningStore {
  readonly mounted: boolean
  /** Unmounts, commits what waits, ends all connections. */
  close(): Promise<void>
}

async function mountFor({ root, fuseFd, notice = text => console.error(text) }: StoreOptions, writer: Writer) {
  // Loaded only here: clients of the store have no use for the library behind it.
  const { mountTree } = await import('../fuse/mount-tree.ts')
  return mountTree({ root, writer, fuseFd, notice })
}

/** Runs the config store of one node: the one writer, its socket, the event hub and the mount. Fails with a Failure on a damaged database. */
export async function startStore(options: StoreOptions): Promise<RunningStore> {
  const { root } = options
  const socket = socketFile(root)
  await refuseSecond(socket)
  const db = openDatabase(root)
  const hub = new Hub(events => server.events({ type: 'events', events }))
  const history = new History(db)
  const upkeep = new HistoryUpkeep(db, history)
  const sequencer = new LocalSequencer(db, new Operations(db, history))
  sequencer.onApplied(({ revision, paths }) => {
    if (!paths.length) return
    server.changed(revision, paths)
    hub.changed(paths, revision)
  })
  const writer = new Writer(sequencer, root.node)
  const locks = new LockTable(sequencer, root.node, () => true)
  const ids = new Reservations(sequencer, () => true)
  const server = new StoreServer({ node: root.node, writer, hub, locks, ids })
  const missing = firstFolders(root.node).filter(change => change.op === 'folder' && !writer.machine.tree.find(change.path))
  if (missing.length) await writer.submit(missing, { authid: 'root@pam' })
  await server.listen(socket)
  const mount = options.mount === false ? undefined : await mountFor(options, writer)
  return {
    mounted: mount !== undefined,
    async close() {
      mount?.close()
      sequencer.close()
      await server.close()
      hub.close()
      locks.close()
      ids.close()
      upkeep[Symbol.dispose]()
      db.close()
    },
  }
}
