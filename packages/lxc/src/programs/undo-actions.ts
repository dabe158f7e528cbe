import type { UndoAction } from '@quorate/tasks'
import type { LxcServices } from '../services.ts'
import { endProgram } from './end-program.ts'

/** How programs end whose task failed, was stopped, or ended with the runner. */
export function programUndoActions({ host }: Pick<LxcServices, 'host'>): Readonly<Record<string, UndoAction>> {
  return {
    /** {pid, startTicks}: a program that was started in a container ends. */
    'lxc.end-program': async ({ pid, startTicks }) => {
      await endProgram(host, { pid: Number(pid), startTicks: Number(startTicks) })
    },
  }
}
