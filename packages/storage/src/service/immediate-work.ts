import { Failure, failureText } from '@quorate/schema'
import type { UndoAction } from '@quorate/tasks'
import type { Work } from '../work.ts'

/**
 * Work that is done within one request, without a task: what it registered is undone when it fails. Only for what is
 * over in a moment: a crash in between is cleaned up by nobody.
 */
export async function immediately<T>(
  actions: Readonly<Record<string, UndoAction>>,
  signal: AbortSignal,
  notice: (line: string) => void,
  body: (work: Work) => Promise<T>,
): Promise<T> {
  const pending: (() => Promise<void>)[] = []
  const work: Work = {
    signal,
    log: notice,
    warn: notice,
    progress: () => {},
    async undo(name, args) {
      const action = actions[name]
      if (!action) throw new Failure(`there is no undo action named ${name}`)
      const entry = () => action(args, { log: notice })
      pending.push(entry)
      return { settle: async () => void pending.splice(pending.indexOf(entry), 1) }
    },
  }
  try {
    return await body(work)
  } catch (error) {
    for (const undo of pending.toReversed()) {
      try {
        await undo()
      } catch (failed) {
        notice(`clean up by hand: ${failureText(failed)}`)
      }
    }
    throw error
  }
}
