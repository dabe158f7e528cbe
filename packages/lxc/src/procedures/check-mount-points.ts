import { Failure, parameterFailure } from '@quorate/schema'
import type { MountPointConfig } from '../plan/container-config.ts'
import { planMountPoint } from '../plan/mount-points.ts'
import { membersOf } from './config-members.ts'

interface Placed {
  readonly key: string
  /** Where it is mounted, tidied up; undefined: nowhere, because of the problem. */
  readonly target?: string
  readonly problem?: string
}

function place(key: string, text: string): Placed[] {
  const members = membersOf(key, text)
  if (!members) return []
  try {
    return [{ key, target: planMountPoint(key, members as MountPointConfig).target }]
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return [{ key, problem: error.message.replace(`${key}: `, '') }]
  }
}

/**
 * Refuses mount points of `set` that lie where none can be, or where another one of the container is. `values`: all keys
 * as they will be.
 */
export function checkMountPoints(set: ReadonlyMap<string, string>, values: ReadonlyMap<string, string>): void {
  const placed = [...values].filter(([key]) => /^mp\d+$/.test(key)).flatMap(([key, text]) => place(key, text))
  const problems: Record<string, string> = {}
  for (const { key, target, problem } of placed) {
    if (!set.has(key)) continue
    const other = target === undefined ? undefined : placed.find(one => one.key !== key && one.target === target)
    if (problem !== undefined) problems[key] = problem
    else if (other) problems[key] = `mp '${target}' is already where ${other.key} is mounted`
  }
  if (Object.keys(problems).length) throw parameterFailure(problems)
}
