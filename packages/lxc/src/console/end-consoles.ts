import { endSessions } from '@quorate/guest'
import type { Host } from '@quorate/host'
import { isOfEndedRun } from './session-names.ts'

/** Ends what is left of a container's consoles: those of runs that have ended. One of a run that goes on stays. */
export function endConsoles(host: Host, vmid: number): Promise<void> {
  return endSessions(host, name => isOfEndedRun(host, vmid, name))
}
