import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { Members } from '../../forms/property-string.ts'
import { retentionOf, type Period } from './retention.ts'

/** Tells what a retention rule keeps: `3 newest, 7 days, 4 weeks`. */
export function useRetentionText(): (members: Members) => string {
  const { t } = useLingui()
  const part: Readonly<Record<Period, (count: number) => string>> = {
    last: count => plural(count, { one: 'the newest', other: 'the # newest' }),
    hourly: count => plural(count, { one: '# hour', other: '# hours' }),
    daily: count => plural(count, { one: '# day', other: '# days' }),
    weekly: count => plural(count, { one: '# week', other: '# weeks' }),
    monthly: count => plural(count, { one: '# month', other: '# months' }),
    yearly: count => plural(count, { one: '# year', other: '# years' }),
  }
  return members => {
    const retention = retentionOf(members)
    if (retention.kind === 'unset') return t`No rule`
    if (retention.kind === 'all') return t`All are kept`
    return retention.keep.map(({ period, count }) => part[period](count)).join(', ')
  }
}
