import type { EventHub } from '@quorate/cluster'
import type { LogLine } from '../log/task-log.ts'
import type { TaskSummary } from '../task-paths.ts'
import type { Progress } from './progress-meter.ts'

/** What watchers of the hub see of one task (kind `task`, id = UPID). */
export interface TaskValue extends TaskSummary {
  readonly progress?: Progress
  /** While it runs: lines so far and the newest of them; the file has the rest. */
  readonly log?: { readonly total: number; readonly tail: readonly LogLine[] }
}

const tailLines = 20
/** Reports that come faster are told together. */
const everyMs = 100
/** Ended tasks that stay visible to the whole cluster. */
const keepEnded = 25

/** Tells the hub about tasks: the beginning and the end at once, log and progress gathered. */
export class TaskBroadcast {
  readonly #hub: Pick<EventHub, 'publish'> | undefined
  readonly #values = new Map<string, TaskValue>()
  readonly #dirty = new Set<string>()
  readonly #ended: string[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(hub: Pick<EventHub, 'publish'> | undefined) {
    this.#hub = hub
  }

  started(summary: TaskSummary): void {
    this.#values.set(summary.upid, summary)
    this.#publish([summary.upid])
  }

  line(upid: string, line: LogLine): void {
    const value = this.#values.get(upid)
    if (!value) return
    const tail = [...(value.log?.tail ?? []), line].slice(-tailLines)
    this.#change({ ...value, log: { total: line.n, tail } })
  }

  progress(upid: string, progress: Progress): void {
    const value = this.#values.get(upid)
    if (value) this.#change({ ...value, progress })
  }

  /** Also for tasks that ended before this process began. */
  ended(summary: TaskSummary): void {
    // Its log is complete now, and read where it lies.
    this.#values.set(summary.upid, summary)
    this.#ended.push(summary.upid)
    this.#publish([summary.upid])
    while (this.#ended.length > keepEnded) {
      const upid = this.#ended.shift()
      const old = upid === undefined ? undefined : this.#values.get(upid)
      if (!old) continue
      this.#values.delete(old.upid)
      this.#hub?.publish([{ kind: 'task', id: old.upid, path: `/nodes/${old.node}`, data: null }])
    }
  }

  #change(value: TaskValue): void {
    this.#values.set(value.upid, value)
    this.#dirty.add(value.upid)
    this.#timer ??= setTimeout(() => this.#publish([...this.#dirty]), everyMs).unref()
  }

  #publish(upids: readonly string[]): void {
    for (const upid of upids) this.#dirty.delete(upid)
    if (this.#dirty.size === 0) {
      clearTimeout(this.#timer)
      this.#timer = undefined
    }
    const values = upids.map(upid => this.#values.get(upid)).filter(value => value !== undefined)
    this.#hub?.publish(values.map(value => ({ kind: 'task', id: value.upid, path: `/nodes/${value.node}`, data: value })))
  }
}
