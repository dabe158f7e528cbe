import { implement, Reply, type Implementation } from '@quorate/contract'
import { nodesLogs } from '@quorate/contract/nodes/logs'
import { parameterFailure } from '@quorate/schema'
import type { JournalSource } from './journal/journalctl.ts'
import { readJournal } from './journal/read-journal.ts'
import { readSyslog } from './journal/read-syslog.ts'

/** The machine's journal. */
export function journalApi(source: JournalSource): Implementation[] {
  return implement(nodesLogs, {
    journal(call, { node: _node, ...range }) {
      for (const name of ['startcursor', 'endcursor'] as const)
        if (range[name] !== undefined && !/^(?:[a-z]=[0-9a-f]+;?)+$/.test(range[name]))
          throw parameterFailure({ [name]: 'is no cursor of a journal: take the first or last line of an answer' })
      return readJournal(source, range, call.signal)
    },

    async syslog(call, { node: _node, ...range }) {
      if (range.service !== undefined && !/^[\w@.:\\-]+$/.test(range.service))
        throw parameterFailure({ service: 'is no name of a service' })
      const { rows, total } = await readSyslog(source, range, call.signal)
      return new Reply(rows, { total })
    },
  })
}
