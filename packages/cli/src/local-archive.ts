import { resolve } from 'node:path'
import type { Given } from './read-arguments.ts'
import type { Terminal } from './terminal.ts'

const commands = new Set(['pct create', 'pct restore'])
const nothing: AsyncDisposable = { [Symbol.asyncDispose]: async () => undefined }

/**
 * A template or backup that lies on this machine, or comes on standard input (`-`), is named to the daemon by its absolute
 * path. What was kept of standard input goes with what is answered.
 */
export async function nameLocalArchive(name: string, given: Given, terminal: Terminal): Promise<AsyncDisposable> {
  const { ostemplate } = given
  if (!commands.has(name) || typeof ostemplate !== 'string') return nothing
  if (ostemplate === '-') {
    const kept = await terminal.keepInput()
    given.ostemplate = kept.path
    return kept
  }
  if (/^\.{0,2}\//.test(ostemplate)) given.ostemplate = resolve(ostemplate)
  return nothing
}
