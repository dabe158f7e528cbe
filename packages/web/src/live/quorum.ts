import type { LiveEvent } from './protocol.ts'

/** Whether there is quorum, after some events. */
export function quorumAfter(before: boolean | undefined, events: readonly LiveEvent[]): boolean | undefined {
  const told = events
    .filter(({ type }) => type === 'cluster')
    .map(({ data }) => data as { readonly id: string; readonly value: { readonly quorate: 0 | 1 } | null })
    .findLast(({ id }) => id === 'quorum')
  if (!told) return before
  return told.value === null ? undefined : told.value.quorate === 1
}
