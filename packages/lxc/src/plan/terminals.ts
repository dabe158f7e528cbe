import type { ContainerConfig } from './container-config.ts'
import type { ConfigLines } from './lxc-text.ts'

const usualTerminals = 2
const pseudoTerminals = 1024

/** Terminals and console that people are connected to from outside. */
export function terminalLines({ tty, console = true }: ContainerConfig): ConfigLines {
  return [
    ['lxc.tty.max', String(tty ?? usualTerminals)],
    ['lxc.pty.max', String(pseudoTerminals)],
    ...(console ? [] : [['lxc.console.path', 'none'] as [string, string]]),
  ]
}
