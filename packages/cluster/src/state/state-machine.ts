/**
 * The config tree as a deterministic function of ordered changes: the same changes with the same meta make the same
 * tree, the same revisions and the same refusals on every node. Reads neither clock nor chance.
 */
import type { DatabaseSync } from 'node:sqlite'
import { Refusal, staleRefusal } from '../refusal.ts'
import { guestExistsText, guestOf } from './guest-path.ts'
import type { History } from './history.ts'
import { checkPath, fileLimitBytes, folderOf, treeLimitBytes } from './names.ts'
import type { Changed, ChangeMeta, TreeChange } from './tree-change.ts'
import { TreeState, type Counters, type Entry } from './tree-state.ts'

interface Step {
  readonly counters: Counters
  readonly meta: ChangeMeta
  readonly paths: string[]
}

export class StateMachine {
  readonly tree: TreeState
  #history: History

  constructor(db: DatabaseSync, history: History) {
    this.tree = new TreeState(db)
    this.#history = history
  }

  /**
   * Applies all changes or throws a Refusal; the caller rolls back then. Runs within the caller's transaction. `revision`:
   * number of this change, higher than all before (the next one when left out).
   */
  apply(changes: readonly TreeChange[], meta: ChangeMeta, revision?: number): Changed {
    const counters = this.tree.counters()
    counters.revision = revision ?? counters.revision + 1
    const step: Step = { counters, meta, paths: [] }
    for (const change of changes) this.#applyOne(change, step)
    this.tree.setCounters(counters)
    return { revision: counters.revision, paths: step.paths }
  }

  #applyOne(change: TreeChange, step: Step): void {
    if (change.op === 'rewrite') {
      const entry = this.tree.findIno(change.ino)
      if (!entry) throw new Refusal('missing', 'the file was removed meanwhile')
      return this.#write(entry.path, entry, change.content, undefined, step)
    }
    if (change.op === 'rename') return this.#rename(change.from, change.to, change.replace, step)
    checkPath(change.path)
    const entry = this.tree.find(change.path)
    if (change.op === 'folder') return this.#makeFolder(change.path, entry, change.exclusive, step)
    if (change.expect !== undefined) this.#checkExpected(change.path, entry, change.expect)
    if (change.op === 'write') this.#write(change.path, entry, change.content, change.ino, step)
    else this.#remove(change.path, entry, change.kind, step)
  }

  #checkExpected(path: string, entry: Entry | undefined, expect: number): void {
    const revision = entry && !entry.folder ? entry.revision : 0
    if (revision === expect) return
    if (expect !== 0) throw staleRefusal()
    const guest = guestOf(path)
    throw new Refusal('exists', guest ? guestExistsText(guest) : `the config file ${path} already exists`)
  }

  #write(path: string, entry: Entry | undefined, content: Uint8Array, ino: number | undefined, step: Step): void {
    if (entry?.folder) throw new Refusal('is-folder', `cannot write ${path} in the config tree: it is a folder`)
    if (content.length > fileLimitBytes) {
      throw new Refusal(
        'too-large',
        `cannot write ${path}: ${content.length} bytes are more than the ${fileLimitBytes} that a config file may hold`,
      )
    }
    this.#account(path, content.length - (entry?.size ?? 0), step)
    const { revision } = step.counters
    const old = entry ? this.tree.content(entry.ino) : undefined
    if (entry) this.tree.setContent(entry, content, revision, step.meta.time)
    else {
      const parent = this.#parentFor(path, step)
      const vmid = this.#claimGuest(path)
      const own = ino !== undefined && !this.tree.findIno(ino) ? ino : step.counters.nextIno++
      this.tree.insert(
        { ino: own, parent: parent.ino, path, folder: false, revision, mtime: step.meta.time, size: content.length },
        vmid,
        content,
      )
      this.tree.markPresent(path)
    }
    this.#history.record({ op: 'write', path, old, new: content }, revision, step.meta)
    step.paths.push(path)
  }

  #account(path: string, bytes: number, step: Step): void {
    step.counters.bytes += bytes
    if (bytes > 0 && step.counters.bytes > treeLimitBytes) {
      throw new Refusal(
        'full',
        `cannot write ${path}: the config tree holds ${treeLimitBytes} bytes at most; remove files that are not needed`,
      )
    }
  }

  /** One guest id exists once, on whatever node and of whatever kind. */
  #claimGuest(path: string, from?: string): number | undefined {
    const guest = guestOf(path)
    if (!guest) return undefined
    const holder = this.tree.guestFile(guest.vmid)
    const other = holder === undefined || holder === from ? undefined : guestOf(holder)
    if (other) throw new Refusal('exists', guestExistsText(other))
    return guest.vmid
  }

  /** The folder of a path, created when it is missing. */
  #parentFor(path: string, step: Step): Entry {
    const folder = folderOf(path)
    const there = this.tree.find(folder)
    if (there && !there.folder) throw new Refusal('not-folder', `cannot create ${path} in the config tree: ${folder} is a file`)
    return there ?? this.#insertFolder(folder, step)
  }

  #insertFolder(path: string, step: Step): Entry {
    const parent = this.#parentFor(path, step)
    const { counters, meta } = step
    const { revision } = counters
    const ino = counters.nextIno++
    this.tree.insert({ ino, parent: parent.ino, path, folder: true, revision, mtime: meta.time, size: 0 }, undefined, undefined)
    return this.tree.findIno(ino) ?? parent
  }

  #makeFolder(path: string, entry: Entry | undefined, exclusive: boolean, step: Step): void {
    if (entry?.folder && !exclusive) return
    if (entry) throw new Refusal('exists', `${path} already exists in the config tree`)
    this.#insertFolder(path, step)
  }

  #remove(path: string, entry: Entry | undefined, kind: 'file' | 'folder' | undefined, step: Step): void {
    if (!entry) throw new Refusal('missing', `cannot remove ${path} from the config tree: it does not exist`)
    if (kind === 'file' && entry.folder) throw new Refusal('is-folder', `cannot remove ${path}: it is a folder`)
    if (kind === 'folder' && !entry.folder) throw new Refusal('not-folder', `cannot remove ${path}: it is no folder`)
    if (!entry.folder) return this.#removeFile(entry, step)
    if (this.tree.children(entry.ino).length)
      throw new Refusal('not-empty', `cannot remove the folder ${path} from the config tree: it is not empty`)
    this.tree.delete(entry)
  }

  #removeFile(entry: Entry, step: Step): void {
    const { revision } = step.counters
    this.#history.record({ op: 'remove', path: entry.path, old: this.tree.content(entry.ino), new: undefined }, revision, step.meta)
    this.tree.delete(entry)
    this.tree.markRemoved(entry.path, revision)
    step.counters.bytes -= entry.size
    step.paths.push(entry.path)
  }

  #rename(from: string, to: string, replace: boolean, step: Step): void {
    checkPath(from)
    checkPath(to)
    const entry = this.tree.find(from)
    if (!entry) throw new Refusal('missing', `cannot rename ${from} in the config tree: it does not exist`)
    if (from === to) return
    if (entry.folder && to.startsWith(`${from}/`)) throw new Refusal('bad-name', `cannot move the folder ${from} into itself`, 400)
    const target = this.tree.find(to)
    if (target) this.#makeRoom(entry, target, replace, step)
    const parent = this.#parentFor(to, step)
    if (!entry.folder) return this.#moveFile(entry, parent.ino, to, step)
    const inside = this.tree.below(from)
    this.tree.move(entry, parent.ino, to, undefined, step.counters.revision)
    for (const below of inside) {
      const path = to + below.path.slice(from.length)
      if (below.folder) this.tree.move(below, below.parent, path, undefined, step.counters.revision)
      else this.#moveFile(below, below.parent, path, step)
    }
  }

  #makeRoom(entry: Entry, target: Entry, replace: boolean, step: Step): void {
    if (!replace) throw new Refusal('exists', `cannot rename ${entry.path} to ${target.path}: the target already exists`)
    if (entry.folder && !target.folder)
      throw new Refusal('not-folder', `cannot rename the folder ${entry.path} to ${target.path}: it is a file`)
    if (!entry.folder && target.folder) throw new Refusal('is-folder', `cannot rename ${entry.path} to ${target.path}: it is a folder`)
    this.#remove(target.path, target, undefined, step)
  }

  #moveFile(entry: Entry, parent: number, to: string, step: Step): void {
    const { revision } = step.counters
    const vmid = this.#claimGuest(to, entry.path)
    const content = this.tree.content(entry.ino)
    this.tree.move(entry, parent, to, vmid, revision)
    this.tree.markRemoved(entry.path, revision)
    this.tree.markPresent(to)
    this.#history.record({ op: 'rename', path: to, source: entry.path, old: content, new: content }, revision, step.meta)
    step.paths.push(entry.path, to)
  }
}

/** The folders that every node finds. */
export function firstFolders(node: string): TreeChange[] {
  const paths = [
    'priv',
    'firewall',
    'ha',
    'sdn',
    'mapping',
    'virtual-guest',
    ...['qemu-server', 'lxc', 'priv'].map(name => `nodes/${node}/${name}`),
  ]
  return paths.map(path => ({ op: 'folder', path, exclusive: false }))
}
