import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Root } from '@quorate/host'
import { Failure } from '@quorate/schema/failure'
import { foundCluster, joinCluster } from '../replica/standing.ts'
import { DamagedDatabase, databaseFile, openDatabase } from '../state/open-database.ts'

/** The cluster that a node belongs to. */
export interface Membership {
  readonly cluster: string
  readonly nodeId: number
}

/**
 * What is to become of a node when its store starts next. It is on disk before anything is done, and every step may be
 * done again, so that a crash at any moment leaves it alone or a member, and no tree is ever lost.
 */
export type MembershipChange =
  /** `found`: the cluster begins with this node's tree. Otherwise that is set aside, and the members fill a new one. */
  | ({ readonly to: 'member'; readonly found: boolean } & Membership)
  /** `restore`: with the tree that was set aside last, if one was. */
  | { readonly to: 'alone'; readonly restore: boolean }

type StateFolder = Pick<Root, 'state'>

const markerFile = (root: StateFolder) => join(root.state, 'member')
const changeFile = (root: StateFolder) => join(root.state, 'membership-change')
const backupFolder = (root: StateFolder) => join(root.state, 'backup')

function writeSurely(file: string, value: unknown): void {
  const fresh = `${file}.new`
  writeFileSync(fresh, `${JSON.stringify(value)}\n`, { mode: 0o600, flush: true })
  renameSync(fresh, file)
  syncFolder(dirname(file))
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r')
  fsyncSync(folder)
  closeSync(folder)
}

function readJson<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined
}

/** undefined: the node is alone. */
export function readMembership(root: StateFolder): Membership | undefined {
  return readJson<Membership>(markerFile(root))
}

/** To be done at the next start of the store. */
export function requestMembershipChange(root: StateFolder, change: MembershipChange): void {
  writeSurely(changeFile(root), change)
}

/** Does what was asked for before this start. The database is not open. */
export function changeMembership(root: StateFolder): void {
  const change = readJson<MembershipChange>(changeFile(root))
  if (!change) return
  if (change.to === 'alone') leave(root, change.restore)
  else {
    const { cluster, nodeId, found } = change
    if (!found) setAside(root, 'config')
    const db = openDatabase(root)
    if (found) foundCluster(db, cluster, nodeId)
    else joinCluster(db, cluster, false)
    db.close()
    writeSurely(markerFile(root), { cluster, nodeId } satisfies Membership)
  }
  rmSync(changeFile(root))
  syncFolder(root.state)
}

/**
 * The database of a member. One that is damaged is set aside, never removed, and the other members fill a new one.
 * Fails with a Failure on any other fault.
 */
export function openMemberDatabase(root: StateFolder, { cluster }: Membership, notice: (text: string) => void): DatabaseSync {
  const first = !existsSync(databaseFile(root))
  try {
    const db = openDatabase(root)
    if (first) joinCluster(db, cluster, true)
    if (db.prepare('SELECT 1 FROM replica').get()) return db
    db.close()
    throw new DamagedDatabase(`the config database ${databaseFile(root)} is that of a node that is in no cluster`)
  } catch (error) {
    if (!(error instanceof DamagedDatabase)) throw error
    const kept = setAside(root, 'damaged')
    notice(`${error.message}. It was set aside as ${kept}, and the other nodes of the cluster fill a new one`)
    return openMemberDatabase(root, { cluster, nodeId: 0 }, notice)
  }
}

function leave(root: StateFolder, restore: boolean): void {
  const kept = restore ? newestBackup(root) : undefined
  if (kept) {
    setAside(root, 'cluster')
    renameSync(kept, databaseFile(root))
  }
  const db = openDatabase(root)
  db.exec('DELETE FROM replica; DELETE FROM log; DELETE FROM lock; DELETE FROM lock_line; DELETE FROM reservation')
  db.close()
  rmSync(markerFile(root), { force: true })
}

function placeAside(root: StateFolder, name: string): string {
  const folder = backupFolder(root)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return join(folder, `${name}-${new Date().toISOString().replaceAll(':', '-')}.db`)
}

/** Copies a member's tree aside: another one takes its place, though it holds changes that are nowhere else. Returns where the copy is. */
export function copyAside(root: StateFolder, db: DatabaseSync): string {
  const to = placeAside(root, 'replaced')
  // It holds keys: nobody else may read it from the first byte on.
  closeSync(openSync(to, 'wx', 0o600))
  try {
    db.prepare('VACUUM INTO ?').run(to)
  } catch (error) {
    rmSync(to, { force: true })
    throw new Failure(`cannot keep a copy of the config tree as ${to}, and so do not replace it`, { cause: error })
  }
  syncFolder(backupFolder(root))
  return to
}

/** Moves the database with its write-ahead log away. Returns where it is now. */
function setAside(root: StateFolder, name: string): string {
  const file = databaseFile(root)
  const to = placeAside(root, name)
  for (const suffix of ['-shm', '-wal', '']) {
    if (existsSync(file + suffix)) renameSync(file + suffix, to + suffix)
  }
  syncFolder(backupFolder(root))
  return to
}

function newestBackup(root: StateFolder): string | undefined {
  const folder = backupFolder(root)
  if (!existsSync(folder)) return undefined
  const names = readdirSync(folder).filter(name => /^config-.*\.db$/.test(name))
  const newest = names.toSorted().at(-1)
  return newest && join(folder, basename(newest))
}
