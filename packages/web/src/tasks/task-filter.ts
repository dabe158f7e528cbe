import { parseQuery, termText, type Term } from '../query/parse-query.ts'

export const taskResults = ['ok', 'warning', 'error'] as const

/** What a history of tasks is narrowed to; each as it is typed, empty: everything. */
export interface TaskFilter {
  readonly type: string
  /** One of `taskResults`. */
  readonly result: string
  readonly user: string
  readonly guest: string
  /** Days: `2026-01-31` */
  readonly since: string
  readonly until: string
}

export const noFilter: TaskFilter = { type: '', result: '', user: '', guest: '', since: '', until: '' }
const names = Object.keys(noFilter) as (keyof TaskFilter)[]

/** The filter that a query in the address says: `type:qmstart result:error since:2026-01-31`. */
export function taskFilter(query: string): TaskFilter {
  const terms = parseQuery(query).filter(({ field }) => names.includes(field as keyof TaskFilter))
  return { ...noFilter, ...Object.fromEntries(terms.map(({ field, value }) => [field, value])) }
}

export const taskQuery = (filter: TaskFilter): string =>
  names
    .filter(name => filter[name] !== '')
    .map(name => termText({ field: name, operator: ':', value: filter[name], negated: false } satisfies Term))
    .join(' ')

const startOfDay = (day: string, more = 0) => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return Math.floor(new Date(year, month - 1, date + more).getTime() / 1000)
}

/** What the server is asked for. */
export function taskParameters({ type, result, user, guest, since, until }: TaskFilter) {
  const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text)
  return {
    source: 'all',
    ...(type !== '' && { typefilter: type }),
    ...((taskResults as readonly string[]).includes(result) && { statusfilter: result }),
    ...(user !== '' && { userfilter: user }),
    ...(/^[1-9]\d{2,8}$/.test(guest) && { vmid: Number(guest) }),
    ...(isDay(since) && { since: startOfDay(since) }),
    ...(isDay(until) && { until: startOfDay(until, 1) - 1 }),
  } as const
}
