import { parameterFailure } from '@quorate/schema'
import type { GuestAccount } from '../files/guest-accounts.ts'
import { lxcText } from '../plan/lxc-text.ts'

const mostVariables = 256

/** `['A=b']` → what a program gets. Refuses what LXC's config cannot hold; a refusal repeats no value. */
export function readEnvironment(given: readonly string[]): Record<string, string> {
  if (given.length > mostVariables) throw parameterFailure({ env: `more than ${mostVariables} variables` })
  const variables: Record<string, string> = {}
  for (const [at, text] of given.entries()) {
    const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? []
    if (name === undefined || value === undefined) throw parameterFailure({ env: `variable ${at + 1} is not of the form name=value` })
    if (/[\r\n\0]/.test(value)) throw parameterFailure({ env: `the value of ${name} holds a line break` })
    variables[name] = value
  }
  return variables
}

/** What a login would set, and what was given. */
export function environmentFor(account: GuestAccount, given: Readonly<Record<string, string>>): Record<string, string> {
  return { HOME: account.home, USER: account.name, LOGNAME: account.name, SHELL: account.shell || '/bin/sh', ...given }
}

/** A config for lxc-attach: arguments and environments of lxc-attach itself are no place for what a caller sets. */
export function environmentConfig(containerConfig: string, variables: Readonly<Record<string, string>>): string {
  return lxcText([
    ['lxc.include', containerConfig],
    ...Object.entries(variables).map(([name, value]): [string, string] => ['lxc.environment', `"${name}=${value}"`]),
  ])
}
