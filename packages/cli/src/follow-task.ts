import { setTimeout as delay } from 'node:timers/promises'
import type { Connection, StreamEvent } from './connection.ts'
import { progressText, type TaskProgress } from './progress-text.ts'
import { isBroken, steadyEvents } from './steady-events.ts'
import type { Terminal } from './terminal.ts'

interface LogLine {
  readonly n: number
  readonly t: string
}

const said = (line: string) => !/^(?:TASK (?:OK|ERROR|WARNINGS)|no content$)/.test(line)
/** What happens on other nodes may not be told here: until something is, it is asked for this often. milliseconds */
const unheardMs = 1000
const clearLine = '\r\u001b[K'

interface TaskNews {
  readonly progress?: TaskProgress
  readonly endtime?: number
  readonly log?: { readonly total: number }
}

/** What an event says about the task. Undefined: it is about another. An empty one: anything may have happened. */
function newsOf(event: StreamEvent, upid: string): TaskNews | undefined {
  if (event.type !== 'task') return {}
  const { id, value } = event.data as { id?: string; value?: TaskNews | null }
  return id === upid ? (value ?? {}) : undefined
}

/**
 * Shows a task's log while it is written, and on a terminal its progress, and answers how it ended. The event stream says
 * when there is more: once it has, nothing is asked for on a timer. A restart of the daemon, which tasks outlive, is waited for. Ctrl-C stops the task; pressed again, it ends the program.
 */
export async function followTask(connection: Connection, upid: string, terminal: Terminal): Promise<string> {
  const node = upid.split(':')[1] ?? connection.node
  const path = `/nodes/${node}/tasks/${encodeURIComponent(upid)}`
  const live = terminal.window !== undefined
  let seen = 0
  let shown = false
  let heard = false
  const print = (line: string) => {
    terminal.out(`${shown ? clearLine : ''}${line}\n`)
    shown = false
  }
  const showNew = async () => {
    for (;;) {
      const data = (await connection.call('GET', `${path}/log`, { start: seen, limit: 500 })).data as readonly LogLine[]
      for (const line of data) if (line.n > seen && said(line.t)) print(line.t)
      seen = Math.max(seen, ...data.filter(line => line.t !== 'no content').map(line => line.n))
      if (data.length < 500) return
    }
  }
  const showProgress = (progress: TaskProgress | undefined) => {
    if (!live || (!progress && !shown)) return
    terminal.out(progress ? clearLine + progressText(progress).slice(0, (terminal.window?.columns ?? 80) - 1) : clearLine)
    shown = progress !== undefined
  }
  const ending = async () => {
    const data = (await connection.call('GET', `${path}/status`, {})).data as { status: string; exitstatus?: string }
    return data.status === 'stopped' ? (data.exitstatus ?? 'unknown') : undefined
  }
  const stop = new AbortController()
  const interrupted = terminal.onInterrupt(() => {
    interrupted[Symbol.dispose]()
    void connection.call('DELETE', path, {}).catch((error: Error) => terminal.error(`the task cannot be stopped: ${error.message}\n`))
  })
  try {
    const events = steadyEvents(connection, ['task'], stop.signal)
    // The stream is open once its first event is here (it begins by saying where it stands), so no change is missed.
    let next = events.next()
    for (let news: TaskNews | undefined = {}; ;) {
      try {
        if (news && (news.log === undefined || news.log.total > seen)) await showNew()
        const ended = news && (news.endtime !== undefined || news.log === undefined) ? await ending() : undefined
        if (ended !== undefined) {
          await showNew()
          showProgress(undefined)
          return ended
        }
      } catch (error) {
        // The stream begins anew when the daemon is back, and everything is asked for then.
        if (!isBroken(error)) throw error
      }
      const came: IteratorResult<StreamEvent> | undefined = await (heard
        ? next
        : Promise.race([next, delay(unheardMs, undefined, { signal: stop.signal })]))
      if (came === undefined) {
        news = {}
        continue
      }
      if (came.done) return 'the connection to the daemon was lost; the task goes on'
      next = events.next()
      news = newsOf(came.value, upid)
      heard ||= news !== undefined && came.value.type === 'task'
      if (news) showProgress(news.progress)
    }
  } finally {
    interrupted[Symbol.dispose]()
    stop.abort()
  }
}
