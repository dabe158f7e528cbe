import { i18n } from '@lingui/core'

/** Steps of an axis of bytes: powers of two, so that its ticks are round. */
export const binarySteps = Array.from({ length: 56 }, (_, power) => 2 ** power)

const day = 86_400

/** Words for the ticks of a time axis. `step`: seconds between two of them */
export function timeTicks(ticks: readonly number[], step: number): readonly string[] {
  return ticks.map((tick, index) => {
    const date = new Date(tick * 1000)
    const before = index > 0 ? new Date((ticks[index - 1] ?? 0) * 1000) : undefined
    if (step >= 28 * day) return i18n.date(date, { month: 'short', year: '2-digit' })
    if (step >= day || (before && before.getDate() !== date.getDate())) return i18n.date(date, { day: 'numeric', month: 'short' })
    return i18n.date(date, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  })
}
