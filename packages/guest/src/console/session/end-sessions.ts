import type { Host } from '@quorate/host'
import { sessionNames } from './session-files.ts'
import { endProgram } from './session-program.ts'

/** Ends sessions of this machine, whichever process has opened them, with their programs, and removes their files. `isOver`: by name */
export async function endSessions(host: Host, isOver: (name: string) => boolean): Promise<void> {
  await Promise.all((await sessionNames(host)).filter(isOver).map(name => endProgram(host, name)))
}
