import type { LiveTask } from '../../live/tasks.ts'
import { Store } from '../../store.ts'
import type { PowerAction } from './guest-actions.ts'

/** What was asked of guests and has not come about: shown until the events tell how it ended. */
export const powerIntents = new Store<ReadonlyMap<number, PowerAction>>(new Map())

export function setIntent(vmid: number, action: PowerAction | undefined): void {
  const next = new Map(powerIntents.get())
  if (action) next.set(vmid, action)
  else next.delete(vmid)
  powerIntents.set(next)
}

const actionOfTask: Readonly<Record<string, PowerAction>> = {
  start: 'start',
  resume: 'resume',
  shutdown: 'shutdown',
  reboot: 'reboot',
  suspend: 'pause',
  reset: 'reset',
  stop: 'stop',
}

/** What is under way with a guest: asked for here, or by a task that somebody else began. */
export function intentOf(
  vmid: number,
  intents: ReadonlyMap<number, PowerAction>,
  tasks: readonly Pick<LiveTask, 'type' | 'id' | 'endtime'>[],
): PowerAction | undefined {
  const own = intents.get(vmid)
  if (own) return own
  // Newest first: a stop after a shutdown that hangs.
  const running = tasks.find(task => task.endtime === undefined && task.id === String(vmid) && /^(?:qm|vz)/.test(task.type))
  return running && actionOfTask[running.type.slice(2)]
}
