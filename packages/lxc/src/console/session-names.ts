import type { Host } from '@quorate/host'
import type { RunningContainer } from '../runtime/running-container.ts'
import type { ConsoleMode } from './console-mode.ts'

export function consoleTitle(vmid: number): string {
  return `the console of CT ${vmid}`
}

/** Tells the run of the container by its monitor: `ct-100-tty-4711-98765`. */
export function sessionName({ vmid, monitorPid, startTicks }: RunningContainer, mode: ConsoleMode): string {
  return `ct-${vmid}-${mode}-${monitorPid}-${startTicks}`
}

/** Is this the name of a session of this container in a run that has ended? */
export function isOfEndedRun({ processes }: Pick<Host, 'processes'>, vmid: number, name: string): boolean {
  const [, monitorPid, startTicks] = /-(\d+)-(\d+)$/.exec(name) ?? []
  return name.startsWith(`ct-${vmid}-`) && processes.startTicks(Number(monitorPid)) !== Number(startTicks)
}
