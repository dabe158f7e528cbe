import type { Author } from '@quorate/cluster'
import type { Call, TaskHandle } from '@quorate/contract'

/** Who is noted as the author of what a task or a call changes. */
export function authorOf(from: TaskHandle | Call): Author {
  return 'upid' in from ? { authid: from.authid, upid: from.upid } : { authid: from.caller.authid }
}
