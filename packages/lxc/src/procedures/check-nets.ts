import { parameterFailure } from '@quorate/schema'
import { membersOf } from './config-members.ts'

const longestName = 15

/** Why a network card cannot be called so; undefined: it can. */
function nameProblem(name: string): string | undefined {
  if (name.length > longestName) return `'${name}' is longer than the ${longestName} characters that an interface's name may have`
  if (name === 'lo' || name === '.' || name === '..') return `a network card cannot be called '${name}'`
  return undefined
}

/**
 * Refuses network cards of `set` whose names cannot be, or that another card of the container has. `values`: all keys as
 * they will be.
 */
export function checkNets(set: ReadonlyMap<string, string>, values: ReadonlyMap<string, string>): void {
  const names = [...values].filter(([key]) => /^net\d+$/.test(key)).map(([key, text]) => [key, membersOf(key, text)?.['name']] as const)
  const problems: Record<string, string> = {}
  for (const [key, name] of names) {
    if (!set.has(key) || typeof name !== 'string') continue
    const problem = nameProblem(name)
    const other = names.find(([one, taken]) => one !== key && taken === name)
    if (problem) problems[key] = problem
    else if (other) problems[key] = `name '${name}' is already used by ${other[0]}`
  }
  if (Object.keys(problems).length) throw parameterFailure(problems)
}
