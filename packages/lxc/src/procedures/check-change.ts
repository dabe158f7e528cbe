import type { GuestConfig } from '@quorate/guest'
import { parameterFailure } from '@quorate/schema'
import { checkMountPoints } from './check-mount-points.ts'
import { checkNets } from './check-nets.ts'

/** What a container cannot be without. */
const needed = new Set(['rootfs'])
/** Decided once for all: the owners of all its files depend on it. */
const fixed = 'unprivileged'

/** Refuses a change of what never changes. Saying again what is so already is no change, and is taken out of `set`. */
export function checkFixed(config: GuestConfig, set: Map<string, string>, taken: readonly string[]): void {
  const wanted = set.get(fixed)
  if (wanted !== undefined && (wanted === '1') === (config.current.get(fixed) === '1')) set.delete(fixed)
  else if (wanted !== undefined || taken.includes(fixed)) {
    throw parameterFailure({ [fixed]: `unable to modify read-only option: '${fixed}' - a restore from a backup can change it` })
  }
  const lost = taken.find(key => needed.has(key))
  if (lost) throw parameterFailure({ delete: `unable to delete required option '${lost}'` })
}

/** Refuses settings that do not fit those which the container has, or will have. */
export function checkTogether(config: GuestConfig | undefined, set: ReadonlyMap<string, string>, taken: readonly string[]): void {
  const values = new Map([...(config?.current.values ?? []), ...(config?.pending?.values ?? []), ...set])
  for (const key of taken) if (!set.has(key)) values.delete(key)
  checkNets(set, values)
  checkMountPoints(set, values)
}
