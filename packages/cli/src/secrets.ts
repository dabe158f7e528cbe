import type { Command } from './command.ts'
import { UsageFailure, type Given } from './read-arguments.ts'
import type { Terminal } from './terminal.ts'

/** These are known already: asked for once, not chosen anew. */
const known = new Set(['pveum ticket', 'pveum passwd confirmation-password'])

/**
 * Asks for passwords that the command needs, or that were named without a value, so that they stand in no argument list.
 * A new one is asked for twice.
 */
export async function askSecrets(
  name: string,
  command: Pick<Command, 'parameters'>,
  given: Given,
  named: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const needed = Object.entries(command.parameters).filter(([, schema]) => 'secret' in schema && schema.secret && !schema.optional)
  for (const parameter of new Set([...needed.map(([key]) => key), ...named])) {
    if (given[parameter] !== undefined) continue
    const once = known.has(name) || known.has(`${name} ${parameter}`)
    const what = parameter === 'cipassword' || parameter.includes('password') ? 'password' : parameter
    const first = await terminal.askSecret(once ? `Enter ${what}: ` : `Enter new ${what}: `)
    if (first === undefined) throw new UsageFailure(`${parameter} is needed: give --${parameter}, or type it when asked`)
    if (!once && (await terminal.askSecret(`Retype new ${what}: `)) !== first) throw new UsageFailure(`${what}s do not match`)
    given[parameter] = first
  }
}
