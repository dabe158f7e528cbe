import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Failure } from '@quorate/schema'
import { errorCode } from '../../files/file-failure.ts'
import { cpusetFile } from '../cpu-settings.ts'
import { readControl } from '../kernel-file.ts'
import { order } from './order.ts'

const mostGroups = 4096

/** `0,2-5` as numbers. */
export function cpuNumbers(list: string): number[] {
  return list
    .split(',')
    .filter(Boolean)
    .flatMap(range => {
      const [first = 0, last = first] = range.split('-').map(Number)
      return Array.from({ length: last - first + 1 }, (_, at) => first + at)
    })
}

/** A group and all below it, from the top down. */
async function groupsFrom(folder: string): Promise<string[]> {
  const found = [folder]
  for (const at of found) {
    try {
      for (const entry of await readdir(at, { withFileTypes: true })) if (entry.isDirectory()) found.push(join(at, entry.name))
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error
    }
    if (found.length > mostGroups) throw new Failure(`the container has made more than ${mostGroups} control groups`)
  }
  return found
}

/**
 * Version 1 lets no group have CPUs that the one above it lacks. So all first may use the old and the new ones, from the top
 * down, and then the new ones alone, from the bottom up. A group that was held to some of the CPUs keeps those that are left.
 */
export async function moveToCpus(folder: string, cpus: string): Promise<boolean> {
  const groups = await groupsFrom(folder)
  const before = new Map<string, string>()
  for (const group of groups) before.set(group, (await readControl(join(group, cpusetFile))) ?? '')
  for (const group of groups) {
    const written = await order(join(group, cpusetFile), [before.get(group), cpus].filter(Boolean).join(','))
    if (!written && group === folder) return false
  }
  const wanted = cpuNumbers(cpus)
  for (const group of groups.toReversed()) {
    const narrower = before.get(group) !== before.get(folder)
    const left = narrower ? cpuNumbers(before.get(group) ?? '').filter(cpu => wanted.includes(cpu)) : []
    await order(join(group, cpusetFile), left.join(',') || cpus)
  }
  return true
}
