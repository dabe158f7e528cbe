import type { LoginAttempt } from '@quorate/access'
import type { LogLine } from '@quorate/cluster'
import type { TaskSummary } from '@quorate/tasks'

/** What the cluster's log says of a login. */
export function loginLine({ userid, address, refusal }: LoginAttempt): LogLine {
  if (refusal === undefined) return { pri: 6, user: userid ?? '', msg: `successful auth for user '${userid}' from ${address}` }
  return { pri: 3, user: userid ?? '', msg: `authentication failure; rhost=${address} user=${userid ?? '(unknown)'} msg=${refusal}` }
}

/** What it says of a task that begins, or has ended. */
export function taskLine({ upid, user, status }: TaskSummary): LogLine {
  if (status === undefined) return { pri: 6, user, msg: `starting task ${upid}` }
  const pri = status === 'OK' ? 6 : status.startsWith('WARNINGS') ? 4 : 3
  return { pri, user, msg: `end task ${upid} ${status}` }
}
