import type { SessionProgram } from '@quorate/guest'
import type { Root } from '@quorate/host'
import { lxcPath } from '../runtime/lxc-paths.ts'
import type { RunningContainer } from '../runtime/running-container.ts'
import type { ConsoleMode } from './console-mode.ts'

/** An open shell of root that nobody looks at, and that prints nothing, ends after so long. */
const idleShellSeconds = 30 * 60
/** The tools' own key to leave would keep that key from the guest. */
const noEscape = ['-e', '-1']
const systemConsole = ['-t', '0']
const shellVariables = ['TERM=xterm-256color', 'HOME=/root', 'USER=root', 'LOGNAME=root', 'LANG=C.UTF-8']

/** Names of sessions of one container begin with this. */
export function sessionPrefix(vmid: number): string {
  return `ct-${vmid}-`
}

/** What ends the name of each session of this run of the container. */
export function sessionEnding({ monitorPid, startTicks }: RunningContainer): string {
  return `-${monitorPid}-${startTicks}`
}

/** The program that joins a session's terminal to a running container. */
export function consoleProgram(root: Root, container: RunningContainer, mode: ConsoleMode): SessionProgram {
  const { vmid } = container
  const which = ['-P', lxcPath(root), '-n', String(vmid)]
  const session = { name: `${sessionPrefix(vmid)}${mode}${sessionEnding(container)}`, title: `the console of CT ${vmid}`, relays: true }
  if (mode === 'shell') {
    const variables = shellVariables.flatMap(variable => ['-v', variable])
    return { ...session, program: 'lxc-attach', args: [...which, '--clear-env', ...variables], idleSeconds: idleShellSeconds }
  }
  return { ...session, program: 'lxc-console', args: [...which, ...noEscape, ...(mode === 'console' ? systemConsole : [])] }
}
