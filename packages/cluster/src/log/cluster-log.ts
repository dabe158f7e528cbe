import { appendFileSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import type { Root } from '@quorate/host'
import type { EventHub, HubValue } from '../event-hub.ts'
import { folderOf, readEntries } from './log-files.ts'

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
/** Of each writer, that other nodes have too. */
export const sharedLines = 100
const longestMessage = 1000
const tag = 'pvedaemon'

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
    const known = present.length < sharedLines ? [...readEntries(this.#older), ...present] : present
    this.#uid = known.at(-1)?.uid ?? 0
    options.hub.publish(known.slice(-sharedLines).map(entry => this.#value(entry.uid, entry)))
  }

  write({ pri, user, msg }: LogLine): void {
    const { root, hub, now } = this.#options
    this.#uid += 1
    const entry: LogEntry = {
      uid: this.#uid,
      id: this.#idOf(this.#uid),
      time: Math.floor(now() / 1000),
      node: root.node,
      pid: process.pid,
      pri,
      tag,
      user,
      // oxlint-disable-next-line no-control-regex
      msg: msg.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').slice(0, longestMessage),
    }
    const old = this.#uid - sharedLines
    hub.publish([this.#value(entry.uid, entry), ...(old > 0 ? [this.#value(old, null)] : [])])
    try {
      this.#append(entry)
    } catch (error) {
      this.#options.notice(`the cluster log was not written: ${String(error)}`)
    }
  }

  #idOf(uid: number): string {
    return `${uid}:${this.#options.root.node}/${this.#options.name}`
  }

  #value(uid: number, data: LogEntry | null): HubValue {
    return { kind: 'log', id: this.#idOf(uid), path: '/', data }
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
