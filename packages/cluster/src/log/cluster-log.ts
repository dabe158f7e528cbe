import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode, type Root } from '@quorate/host'
import type { EventHub } from '../event-hub.ts'

/** One line of the cluster's log. */
export interface LogEntry {
  /** Grows with every line of one writer. */
  readonly uid: number
  /** Of this line among all. */
  readonly id: string
  /** seconds since 1970 */
  readonly time: number
  readonly node: string
  readonly pid: number
  /** As in a system log: 3 an error, 4 a warning, 6 what just happened. */
  readonly pri: number
  /** Service that wrote it. */
  readonly tag: string
  /** Whose doing it is; he sees it too. */
  readonly user: string
  readonly msg: string
}

export interface LogLine {
  readonly pri: 3 | 4 | 6
  readonly user: string
  readonly msg: string
}

export interface ClusterLogOptions {
  readonly root: Pick<Root, 'state' | 'node'>
  /** Of the process: each writes a file of its own. */
  readonly name: string
  readonly hub: Pick<EventHub, 'publish'>
  readonly now: () => number
  readonly notice: (text: string) => void
}

/** Lines of one file. Of each writer there are two: the one that is written, and the one before it. */
export const linesPerFile = 500
const longestMessage = 1000
const tag = 'pvedaemon'

const folderOf = (root: Pick<Root, 'state'>) => join(root.state, 'cluster-log')

/** A line that was cut short by a power failure is none. */
function parseLine(line: string): LogEntry[] {
  try {
    return [JSON.parse(line) as LogEntry]
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

/** What `read` finds; `none` when there is no such file or folder. */
function ifThere<T>(read: () => T, none: T): T {
  try {
    return read()
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return none
    throw error
  }
}

function readEntries(path: string): LogEntry[] {
  return ifThere(() => readFileSync(path, 'utf8'), '')
    .split('\n')
    .filter(Boolean)
    .flatMap(parseLine)
}

/** The lines of all writers of this node, newest first. */
export function readClusterLog(root: Pick<Root, 'state'>): LogEntry[] {
  const names = ifThere(() => readdirSync(folderOf(root)), []).filter(name => name.endsWith('.jsonl'))
  const entries = names.flatMap(name => readEntries(join(folderOf(root), name)))
  return entries.toSorted((one, other) => other.time - one.time || other.uid - one.uid)
}

/** Who did what, by logins and tasks: the newest lines, over restarts. What cannot be written stops nobody. */
export class ClusterLog {
  readonly #options: ClusterLogOptions
  readonly #path: string
  readonly #older: string
  #lines: number
  #uid: number

  constructor(options: ClusterLogOptions) {
    this.#options = options
    const folder = folderOf(options.root)
    this.#path = join(folder, `${options.name}.jsonl`)
    this.#older = join(folder, `${options.name}.old.jsonl`)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const present = readEntries(this.#path)
    this.#lines = present.length
    this.#uid = (present.at(-1) ?? readEntries(this.#older).at(-1))?.uid ?? 0
  }

  write({ pri, user, msg }: LogLine): void {
    const { root, name, hub, now } = this.#options
    this.#uid += 1
    const entry: LogEntry = {
      uid: this.#uid,
      id: `${this.#uid}:${root.node}/${name}`,
      time: Math.floor(now() / 1000),
      node: root.node,
      pid: process.pid,
      pri,
      tag,
      user,
      // oxlint-disable-next-line no-control-regex
      msg: msg.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').slice(0, longestMessage),
    }
    hub.publish([{ kind: 'log', id: `${root.node}/${name}`, path: '/', data: entry }])
    try {
      this.#append(entry)
    } catch (error) {
      this.#options.notice(`the cluster log was not written: ${String(error)}`)
    }
  }

  #append(entry: LogEntry): void {
    if (this.#lines >= linesPerFile) {
      renameSync(this.#path, this.#older)
      this.#lines = 0
    }
    // One that was cut short must not take the next with it.
    appendFileSync(this.#path, `\n${JSON.stringify(entry)}`, { mode: 0o600 })
    this.#lines += 1
  }
}
