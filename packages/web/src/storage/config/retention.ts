import type { Members } from '../../forms/property-string.ts'

/** Periods of a retention rule, finest first; `last` counts backups themselves. */
export const periods = ['last', 'hourly', 'daily', 'weekly', 'monthly', 'yearly'] as const
export type Period = (typeof periods)[number]

export type Retention =
  /** Nothing is said: whoever prunes must say it. */
  | { readonly kind: 'unset' }
  | { readonly kind: 'all' }
  | { readonly kind: 'some'; readonly keep: readonly { readonly period: Period; readonly count: number }[] }

/** What a rule keeps. A rule whose counts are all zero keeps everything, as pruning does. */
export function retentionOf(members: Members): Retention {
  if (members['keep-all'] === true || members['keep-all'] === 1) return { kind: 'all' }
  const given = periods.filter(period => members[`keep-${period}`] !== undefined && members[`keep-${period}`] !== '')
  if (given.length === 0) return { kind: 'unset' }
  const keep = given.map(period => ({ period, count: Number(members[`keep-${period}`]) })).filter(({ count }) => count > 0)
  return keep.length === 0 ? { kind: 'all' } : { kind: 'some', keep }
}
