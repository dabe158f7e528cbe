import { createHash } from 'node:crypto'
import type { SessionProgram } from '@quorate/guest'
import { findProgram, type Host } from '@quorate/host'
import { Failure } from '@quorate/schema'

/** A shell that nobody looks at, and that prints nothing, ends after so long. */
const idleSeconds = 30 * 60

export function shellTitle(node: string): string {
  return `the shell of node ${node}`
}

/** Everybody has a shell of his own, and no token that of its user: who opens it again finds what he left, and nobody else does. */
function sessionName(authid: string): string {
  return `node-shell-${createHash('sha256').update(authid).digest('hex').slice(0, 32)}`
}

/** What logs in on the node's terminal: root@pam as root at once, anybody else with the name and password of a user of the machine. */
export function shellProgram({ root }: Pick<Host, 'root'>, authid: string): SessionProgram {
  const title = shellTitle(root.node)
  const program = findProgram('login')
  if (!program) throw new Failure(`${title} cannot be opened: login is not installed on this node: install the package login`)
  return {
    name: sessionName(authid),
    title,
    program,
    args: authid === 'root@pam' ? ['-f', 'root'] : [],
    idleSeconds,
    whyEnded: async () => `The shell of node ${root.node} has ended.`,
  }
}
