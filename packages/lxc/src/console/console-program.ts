import type { SessionProgram } from '@quorate/guest'
import type { Host } from '@quorate/host'
import { consoleTitle, sessionName } from './session-names.ts'
import { lxcPath } from '../runtime/lxc-paths.ts'
import type { RunningContainer } from '../runtime/running-container.ts'
import type { ConsoleMode } from './console-mode.ts'

/** An open shell of root that nobody looks at, and that prints nothing, ends after so long. */
const idleShellSeconds = 30 * 60
/** The tools' own key to leave would keep that key from the guest. */
const noEscape = ['-e', '-1']
const systemConsole = ['-t', '0']
const shellVariables = ['TERM=xterm-256color', 'HOME=/root', 'USER=root', 'LOGNAME=root', 'LANG=C.UTF-8']

/** How long it may take to show that a console ended because its container did. */
const endingMs = 500

/** The program that joins a session's terminal to a running container. */
export function consoleProgram(host: Host, container: RunningContainer, mode: ConsoleMode): SessionProgram {
  const { vmid, initPid } = container
  const which = ['-P', lxcPath(host.root), '-n', String(vmid)]
  const title = consoleTitle(vmid)
  const session = {
    name: sessionName(container, mode),
    title,
    relays: true,
    async whyEnded() {
      if (await host.processes.ended(initPid, { timeoutMs: endingMs })) return `CT ${vmid} has ended.`
      return mode === 'shell' ? `The shell in CT ${vmid} has ended.` : `CT ${vmid} runs on, but ${title} has ended: open it again.`
    },
  }
  if (mode === 'shell') {
    const variables = shellVariables.flatMap(variable => ['-v', variable])
    return { ...session, program: 'lxc-attach', args: [...which, '--clear-env', ...variables], idleSeconds: idleShellSeconds }
  }
  return { ...session, program: 'lxc-console', args: [...which, ...noEscape, ...(mode === 'console' ? systemConsole : [])] }
}
