import { findProgram, programFolders, requireProgram } from './find-program.ts'

/**
 * Children die with this process, also when it is killed: a half-done copy must not go on while its undo runs. The
 * kernel clears this at fork, so that what a program starts in the background (QEMU) lives on; a program that does its
 * work in a child of its own is not covered.
 */
export function commandFor(program: string, args: readonly string[]): [string, string[]] {
  const path = requireProgram(program)
  const setpriv = findProgram('setpriv')
  return setpriv ? [setpriv, ['--pdeathsig', 'KILL', '--', path, ...args]] : [path, [...args]]
}

/** GNU tar's last words, which say nothing that was not said before. */
const summary = /: (?:Exiting with failure status due to previous errors|Error is not recoverable: exiting now)$/

/** What a program said last: usually why it failed. */
export function lastLine(text: string): string {
  const lines = text.split(/[\r\n]+/).map(line => line.trim())
  return lines.findLast(line => line !== '' && !summary.test(line)) ?? ''
}

/** Nothing of this process's own environment but what programs need. */
export function childEnvironment(more: Readonly<Record<string, string>> | undefined): Record<string, string> {
  return { PATH: programFolders().join(':'), HOME: process.env.HOME ?? '/root', LC_ALL: 'C', ...more }
}
