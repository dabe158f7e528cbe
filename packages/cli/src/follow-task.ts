import type { Answer, Connection } from './connection.ts'
import type { Terminal } from './terminal.ts'

interface LogLine {
  readonly n: number
  readonly t: string
}

/**
 * Shows a task's log while it is written and answers how it ended. The event stream says when there is more: nothing is
 * asked for on a timer.
 */
export async function followTask(connection: Connection, upid: string, terminal: Terminal): Promise<string> {
  const node = upid.split(':')[1] ?? connection.node
  const path = `/nodes/${node}/tasks/${encodeURIComponent(upid)}`
  let seen = 0
  const showNew = async () => {
    for (;;) {
      const { data } = (await connection.call('GET', `${path}/log`, { start: seen, limit: 500 })) as Answer & { data: LogLine[] }
      for (const line of data) if (line.n > seen && !/^(?:TASK (?:OK|ERROR|WARNINGS)|no content$)/.test(line.t)) terminal.out(`${line.t}\n`)
      seen = Math.max(seen, ...data.filter(line => line.t !== 'no content').map(line => line.n))
      if (data.length < 500) return
    }
  }
  const status = async () => {
    const { data } = (await connection.call('GET', `${path}/status`, {})) as Answer & { data: { status: string; exitstatus?: string } }
    return data.status === 'stopped' ? (data.exitstatus ?? 'unknown') : undefined
  }
  const stop = new AbortController()
  const interrupted = terminal.onInterrupt(() => void connection.call('DELETE', path, {}))
  try {
    const events = connection.events(['task'], stop.signal)[Symbol.asyncIterator]()
    // The stream is open once its first event is here (it begins by saying where it stands), so no change is missed.
    let next = events.next()
    for (;;) {
      await showNew()
      const ended = await status()
      if (ended !== undefined) {
        await showNew()
        return ended
      }
      const { done } = await next
      if (done) return 'the connection to the daemon was lost; the task goes on'
      next = events.next()
    }
  } finally {
    interrupted[Symbol.dispose]()
    stop.abort()
  }
}
