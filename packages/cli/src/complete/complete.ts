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

/** API paths that begin so; folders end with a slash, so that the next one can follow. */
async function apiPaths(tool: Tool, current: string, connection: Connection): Promise<string[]> {
  const above = normalPath(current.slice(0, current.lastIndexOf('/') + 1))
  const methods = await tool.methods(false)
  const names = await childrenOf(connection, methods, above)
  return names.map(name => `${above === '/' ? '' : above}/${name}`)
}

/**
 * Candidates for the last of the words behind the tool's name, for the shell's completion.
 */
export async function complete(tool: Tool, words: readonly string[], connection: Connection): Promise<string[]> {
  const current = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  const commands = tool.table() ?? (await tool.declared())
  const { words: fixed, parameter } = expectedAfter(commands, before, current)
  const live = parameter === 'api_path' ? apiPaths(tool, current, connection) : liveValues[parameter ?? '']?.(connection, before)
  const all = [...fixed, ...(await orNone(live))]
  return [...new Set(all)].filter(word => word !== '' && word.startsWith(current)).toSorted()
}
