import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { History } from '../../state/history.ts'
import { databaseFile, openDatabase } from '../../state/open-database.ts'
import { Operations } from '../../state/operations.ts'
import { firstFolders } from '../../state/state-machine.ts'
import type { SnapshotPart } from '../message.ts'
import type { Entry } from '../operation.ts'
import { SqliteStorage } from '../sqlite-storage.ts'
import { foundCluster, joinCluster } from '../standing.ts'
import type { Outcome } from '../storage.ts'
import type { SimStorage } from './sim-storage.ts'

/** What lies on the disk of a node, by the file's name. */
type Image = ReadonlyMap<string, Buffer>

const cluster = 'simulated'
const fileNames = ['config.db', 'config.db-wal', 'pending.log']
/** Memory: a sync costs nothing there. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()

interface Opened {
  readonly db: DatabaseSync
  readonly storage: SqliteStorage
}

/** The real storage of a node, with the crashes of a real machine: files are put back as they were at that moment. */
export class SqliteNode implements SimStorage {
  gate: () => void = () => {}
  #folder = mkdtempSync(join(place, 'quorate-sim-'))
  #kept: number
  #boot = 1
  #open: Opened
  /** What a loss of power leaves for sure. */
  #synced: Image

  /** `kept`: entries that stay at hand for others. */
  constructor(kept: number) {
    this.#kept = kept
    this.#open = this.#create(db => joinCluster(db, cluster, false))
    this.#synced = this.#image()
  }

  found(node: number): void {
    this.#close()
    this.#open = this.#create(db => {
      const operations = new Operations(db, new History(db))
      operations.apply('', { kind: 'commit', changes: firstFolders('n1'), meta: { time: 0, node: 'n1', authid: '' } }, 1, true)
      foundCluster(db, cluster, node)
    })
    this.#synced = this.#image()
  }

  restart(): void {
    this.#put(this.#image())
  }

  losePower(keeps: (transactions: number) => number): void {
    const now = this.#image()
    // Each file may have reached the disk or not, but the log of what is not applied yet never lags behind what was synced.
    const images = [this.#synced, new Map([...this.#synced, ['pending.log', now.get('pending.log') ?? Buffer.of()]]), now]
    this.#boot++
    this.#put(images[keeps(images.length)] ?? now)
    this.#synced = this.#image()
  }

  loseEverything(): void {
    this.#close()
    this.#boot++
    this.#open = this.#create(db => joinCluster(db, cluster, true))
    this.#synced = this.#image()
  }

  end(): void {
    this.#close()
    rmSync(this.#folder, { recursive: true })
  }

  /** Everything that the nodes must have alike, as text. */
  content(): string {
    const { db } = this.#open
    const all = (sql: string) => db.prepare(sql).all()
    return JSON.stringify([
      all('SELECT * FROM entry ORDER BY ino').map(row => ({
        ...row,
        content: row.content && Buffer.from(row.content as Uint8Array).toString('hex'),
      })),
      all('SELECT * FROM removal ORDER BY path'),
      all('SELECT * FROM applied ORDER BY id'),
      all('SELECT * FROM lock ORDER BY name'),
      all('SELECT * FROM lock_line ORDER BY name, revision'),
      all('SELECT * FROM reservation ORDER BY vmid'),
      all('SELECT revision, time, node, authid, op, path, source, hex(old) AS old, hex(new) AS new FROM history ORDER BY id'),
      all('SELECT revision, bytes, next_ino, removal_floor, digest, chain FROM state'),
    ])
  }

  get cluster(): string {
    return this.#open.storage.cluster
  }
  get promised(): number {
    return this.#open.storage.promised
  }
  get installed(): number {
    return this.#open.storage.installed
  }
  get members(): readonly number[] {
    return this.#open.storage.members
  }
  get applied(): number {
    return this.#open.storage.applied
  }
  get last(): number {
    return this.#open.storage.last
  }
  get keptFrom(): number {
    return this.#open.storage.keptFrom
  }
  get unclean(): boolean {
    return this.#open.storage.unclean
  }
  get lost(): boolean {
    return this.#open.storage.lost
  }

  chainAt(index: number): number {
    return this.#open.storage.chainAt(index)
  }

  keptChain(index: number): number | undefined {
    return this.#open.storage.keptChain(index)
  }
  digest(): string {
    return this.#open.storage.digest()
  }
  promise(epoch: number): void {
    this.gate()
    this.#open.storage.promise(epoch)
    this.#synced = this.#image()
  }
  install(epoch: number, members: readonly number[]): void {
    this.gate()
    this.#open.storage.install(epoch, members)
    this.#synced = this.#image()
  }
  append(entries: readonly Entry[]): void {
    this.gate()
    this.#open.storage.append(entries)
  }
  commit(to: number): Outcome[] {
    this.gate()
    return this.#open.storage.commit(to)
  }
  applyCommitted(entries: readonly Entry[]): Outcome[] {
    this.gate()
    return this.#open.storage.applyCommitted(entries)
  }
  adopt(epoch: number, members: readonly number[], tail: readonly Entry[]): void {
    this.gate()
    this.#open.storage.adopt(epoch, members, tail)
  }
  entries(from: number): readonly Entry[] | undefined {
    return this.#open.storage.entries(from)
  }
  snapshot(since: number, cursor: string | undefined): SnapshotPart {
    return structuredClone(this.#open.storage.snapshot(since, cursor))
  }
  takeSnapshot(part: SnapshotPart, first: boolean): void {
    this.gate()
    this.#open.storage.takeSnapshot(part, first)
  }

  #create(prepare: (db: DatabaseSync) => void): Opened {
    rmSync(this.#folder, { recursive: true })
    mkdirSync(this.#folder)
    const db = openDatabase({ state: this.#folder })
    prepare(db)
    return this.#opened(db)
  }

  #opened(db: DatabaseSync): Opened {
    const kept = { entries: this.#kept, bytes: 2 ** 20, interval: 4 }
    const operations = new Operations(db, new History(db))
    const storage = new SqliteStorage(db, operations, databaseFile({ state: this.#folder }), `boot ${this.#boot}`, {}, kept)
    return { db, storage }
  }

  #image(): Image {
    const there = fileNames.filter(name => existsSync(join(this.#folder, name)))
    return new Map(there.map(name => [name, readFileSync(join(this.#folder, name))]))
  }

  #put(image: Image): void {
    this.#close()
    for (const name of [...fileNames, 'config.db-shm']) rmSync(join(this.#folder, name), { force: true })
    for (const [name, bytes] of image) writeFileSync(join(this.#folder, name), bytes)
    this.#open = this.#opened(openDatabase({ state: this.#folder }))
  }

  #close(): void {
    this.#open.storage.close()
    this.#open.db.close()
  }
}
