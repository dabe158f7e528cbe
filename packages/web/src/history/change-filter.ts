import type { ListSearch } from '../router.ts'

/** What a list of changes is narrowed to on the server, as it stands in the address; empty: nothing. */
export interface ChangeFilter {
  readonly user?: string | undefined
  /** Days: `2026-01-31` */
  readonly since?: string | undefined
  readonly until?: string | undefined
}

export type ChangeSearch = ListSearch & ChangeFilter

const startOfDay = (day: string, more = 0) => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return Math.floor(new Date(year, month - 1, date + more).getTime() / 1000)
}
const isDay = (text: string | undefined): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? '')

/** What the server is asked for. */
export const changeParameters = ({ user, since, until }: ChangeFilter) => ({
  ...(user && { user }),
  ...(isDay(since) && { since: startOfDay(since) }),
  ...(isDay(until) && { until: startOfDay(until, 1) - 1 }),
})
