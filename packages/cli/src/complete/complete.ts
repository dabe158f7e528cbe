import { Failure } from '@quorate/schema/failure'
import { normalPath } from '../api-method.ts'
import type { Connection } from '../connection.ts'
import type { Tool } from '../run-tool.ts'
import { childrenOf } from '../special/pvesh/ls.ts'
import { expectedAfter } from './candidates.ts'
import { liveValues } from './live-values.ts'

/** A shell asks while someone types: what cannot be known at once is no candidate. */
async function orNone(values: Promise<readonly string[]> | undefined): Promise<readonly string[]> {
  try {
    return (await values) ?? []
  } catch (error) {
    if (error instanceof Failure) return []
    throw error
  }
}

/** API paths that begin so. */
async function apiPaths(tool: Tool, current: string, connection: Connection): Promise<string[]> {
  const above = normalPath(current.slice(0, current.lastIndexOf('/') + 1))
  const names = await childrenOf(connection, await tool.methods(false), above)
  return names.map(name => `${above === '/' ? '' : above}/${name}`)
}

/** `sudo qm start 1` → `['start', '1']`; a line that ends with a space has an empty last word. */
function wordsBehind(tool: string, line: string): string[] {
  const words = line.split(/\s+/)
  return words.slice(words.findIndex(word => word === tool || word.endsWith(`/${tool}`)) + 1)
}

/**
 * Candidates for the last word of a command line that is being typed. Bash takes what is behind the last colon of a word
 * for the word, and replaces only that.
 */
export async function complete(tool: Tool, shell: string, line: string, connection: Connection): Promise<string[]> {
  const words = wordsBehind(tool.name, line)
  const current = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  const commands = tool.table() ?? (await tool.declared())
  const { words: fixed, parameter } = expectedAfter(commands, before, current)
  const live = await orNone(
    parameter === 'api_path'
      ? apiPaths(tool, current, connection)
      : liveValues[parameter ?? '']?.(connection, { tool: tool.name, words: before }),
  )
  const all = [...new Set(live.length > 0 ? live : fixed)].filter(word => word !== '' && word.startsWith(current)).toSorted()
  const skip = shell === 'bash' ? current.lastIndexOf(':') + 1 : 0
  return all.map(word => word.slice(skip))
}
