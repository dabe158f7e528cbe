import { useRef, useState } from 'react'
import { ApiFailure } from '../../api/api-failure.ts'
import type { PlannedCall } from '../../forms/planned-call.ts'
import { taskEnd } from '../../live/task-end.ts'
import { taskFailed } from '../../live/tasks.ts'

export interface Chain {
  /** Those calls that have not been made yet: what was done stays done when a later one fails. */
  readonly left: (calls: readonly PlannedCall[]) => readonly PlannedCall[]
  /** Waits for the task that a call began. */
  readonly sent: (call: PlannedCall, answer: unknown) => Promise<void>
  /** Tasks so far, the present one last. */
  readonly upids: readonly string[]
}

const signature = ({ request }: PlannedCall) => {
  const { vmid, newid, template } = request.body ?? {}
  return [request.method, request.path, vmid, newid, template].join(' ')
}

/** Calls of which each begins a task that has to end before the next. */
export function useChain(): Chain {
  const done = useRef(new Set<string>())
  const [upids, setUpids] = useState<readonly string[]>([])
  return {
    left: calls => calls.filter(call => !done.current.has(signature(call))),
    async sent(call, answer) {
      if (typeof answer === 'string' && answer.startsWith('UPID:')) {
        setUpids(before => [...before, answer])
        const task = await taskEnd(answer)
        if (taskFailed(task)) throw new ApiFailure(task.status ?? '', { status: 500, call: `${call.request.method} ${call.request.path}` })
      }
      done.current.add(signature(call))
    },
    upids,
  }
}
