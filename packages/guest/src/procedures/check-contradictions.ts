import { parameterFailure } from '@quorate/schema'

/** Keys to be deleted from a config, and pending changes to be dropped. */
export interface TakenKeys {
  readonly delete: readonly string[]
  readonly revert: readonly string[]
}

/** Refuses a key that one request sets and takes away. */
export function checkContradictions(set: ReadonlyMap<string, string>, taken: TakenKeys): void {
  for (const kind of ['delete', 'revert'] as const) {
    const key = taken[kind].find(one => set.has(one))
    if (key) throw parameterFailure({ [kind]: `you can't use '-${key}' and '-${kind} ${key}' at the same time` })
  }
  const both = taken.delete.find(key => taken.revert.includes(key))
  if (both) throw parameterFailure({ delete: `you can't use '-delete ${both}' and '-revert ${both}' at the same time` })
}
