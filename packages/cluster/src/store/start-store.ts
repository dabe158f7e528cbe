import { readFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import type { Root } from '@quorate/host'
import { socketFile } from '../protocol.ts'
import { History } from '../state/history.ts'
import { databaseFile, openDatabase } from '../state/open-database.ts'
import { Operations } from '../state/operations.ts'
import { firstFolders } from '../state/state-machine.ts'
import { Checkpoints } from './checkpoints.ts'
import type { ClusterSide } from './cluster-side.ts'
import { HistoryUpkeep } from './history-upkeep.ts'
import { Hub } from './hub.ts'
import { LocalSequencer } from './local-sequencer.ts'
import { LockTable } from './lock-table.ts'
import { changeMembership, copyAside, openMemberDatabase, readMembership, requestMembershipChange, type Membership } from './membership.ts'
import type { ReplicaSequencer } from './replica-sequencer.ts'
import { Reservations } from './reservations.ts'
import type { Sequencer } from './sequencer.ts'
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
  /** The node becomes a member of a cluster or leaves it: the store is to end, as by a crash or in good order, and to be started again. */
  readonly restart?: () => void
}

export interface RunningStore {
  readonly mounted: boolean
  /** See `TreeMount`. */
  readonly trimHeap: (() => void) | undefined
  /** Unmounts, commits what waits, ends all connections. */
  close(): Promise<void>
}

async function mountFor(
  { root, fuseFd, notice = text => console.error(text) }: StoreOptions,
  writer: Writer,
  members: ClusterSide | undefined,
) {
  // Loaded only here: clients of the store have no use for the library behind it.
  const { mountTree } = await import('../fuse/mount-tree.ts')
  return mountTree({ root, writer, members, fuseFd, notice })
}

/** The order of a member of a cluster. Its parts are loaded only here: a machine alone has no use for them. */
async function memberSequencer(
  options: StoreOptions,
  membership: Membership,
  parts: { db: DatabaseSync; operations: Operations; hub: Hub; replaced: (since: number) => void },
) {
  const { ReplicaSequencer } = await import('./replica-sequencer.ts')
  const { ClusterSide } = await import('./cluster-side.ts')
  const { db, operations, hub, replaced } = parts
  const { root, notice = text => console.error(text) } = options
  let side: ClusterSide | undefined
  const sequencer: ReplicaSequencer = new ReplicaSequencer({
    db,
    operations,
    file: databaseFile(root),
    boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    nodeId: membership.nodeId,
    events: {
      replacing: () => notice(`what this node held as the config tree is kept as ${copyAside(root, db)}`),
      replaced(since) {
        replaced(since)
        side?.nodesChanged()
      },
      changed() {
        side?.look()
        if (sequencer.phase === 'member') void makeFolders(root, writer)
      },
      side: (from, value) => side?.take(from, value),
      notice,
    },
  })
  const writer = new Writer(sequencer, root.node)
  side = new ClusterSide(hub, operations.machine.tree, sequencer)
  return { sequencer, side }
}

/** What every node finds of its own; a member makes it when it can. */
async function makeFolders(root: Root, writer: Writer): Promise<void> {
  const missing = firstFolders(root.node).filter(change => change.op === 'folder' && !writer.machine.tree.find(change.path))
  if (missing.length) await writer.submit(missing, { authid: 'root@pam' })
}

/** Runs the config store of one node: the one writer, its socket, the event hub and the mount. Fails with a Failure on a damaged database. */
export async function startStore(options: StoreOptions): Promise<RunningStore> {
  const { root, notice = text => console.error(text) } = options
  const socket = socketFile(root)
  await refuseSecond(socket)
  changeMembership(root)
  const membership = readMembership(root)
  const db = membership ? openMemberDatabase(root, membership, notice) : openDatabase(root)
  // Nobody listens before it does.
  let server: StoreServer | undefined
  const hub = new Hub(events => server?.events({ type: 'events', events }))
  const history = new History(db)
  const upkeep = new HistoryUpkeep(db, history)
  const checkpoints = new Checkpoints(db)
  const operations = new Operations(db, history)
  const tell = (revision: number, paths: readonly string[]) => {
    if (!paths.length) return
    server?.changed(revision, paths)
    hub.changed(paths, revision)
  }
  const replaced = (since: number) => {
    locks.reload()
    ids.reload()
    tell(operations.machine.tree.counters().revision, operations.machine.tree.changedSince(since))
  }
  let sequencer: Sequencer = new LocalSequencer(db, operations)
  let member: { sequencer: ReplicaSequencer; side: ClusterSide } | undefined
  if (membership) {
    member = await memberSequencer(options, membership, { db, operations, hub, replaced })
    sequencer = member.sequencer
  }
  sequencer.onApplied(({ revision, paths }) => {
    checkpoints.changed()
    tell(revision, paths)
  })
  const saysWhatExpires = () => member?.sequencer.isFirst ?? true
  const writer = new Writer(sequencer, root.node)
  const locks = new LockTable(sequencer, root.node, saysWhatExpires)
  const ids = new Reservations(sequencer, saysWhatExpires)
  server = new StoreServer({
    node: root.node,
    writer,
    hub,
    locks,
    ids,
    membership,
    changeMembership(change) {
      requestMembershipChange(root, change)
      setImmediate(() => options.restart?.())
    },
  })
  if (!membership) await makeFolders(root, writer)
  await server.listen(socket)
  const mount = options.mount === false ? undefined : await mountFor(options, writer, member?.side)
  member?.sequencer.start()
  return {
    mounted: mount !== undefined,
    trimHeap: mount?.trimHeap,
    async close() {
      mount?.close()
      member?.side.close()
      sequencer.close()
      await server?.close()
      hub.close()
      locks.close()
      ids.close()
      upkeep[Symbol.dispose]()
      checkpoints[Symbol.dispose]()
      db.close()
    },
  }
}
