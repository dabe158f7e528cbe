/** Which backups of one guest to keep; from `prune-backups` (0 and left out mean the same). */
export interface KeepRule {
  readonly 'keep-all'?: boolean
  readonly 'keep-last'?: number
  readonly 'keep-hourly'?: number
  readonly 'keep-daily'?: number
  readonly 'keep-weekly'?: number
  readonly 'keep-monthly'?: number
  readonly 'keep-yearly'?: number
}

/** `renamed`: its name does not say when it was made, so it is not judged. */
export type PruneMark = 'keep' | 'remove' | 'protected' | 'renamed'

export interface PruneCandidate {
  /** Backups of one group are judged together: `qemu/100`. undefined: it belongs to none. */
  readonly group?: string
  /** seconds since 1970; undefined: its name does not say */
  readonly time?: number
  readonly protected?: boolean
}

const pad = (value: number) => String(value).padStart(2, '0')

/** ISO 8601 week of a local date: weeks begin on Monday, the first one holds the year's first Thursday. */
function isoWeek(local: Date): string {
  const day = new Date(Date.UTC(local.getFullYear(), local.getMonth(), local.getDate()))
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7))
  const week = Math.ceil(((day.getTime() - Date.UTC(day.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) / 7)
  return `${day.getUTCFullYear()}-${pad(week)}`
}

/** Periods in the order in which the rules apply; each names the period that a moment lies in, in local time. */
const periods: readonly [keyof KeepRule, (local: Date, index: number) => string][] = [
  ['keep-last', (_, index) => String(index)],
  ['keep-hourly', at => `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}-${at.getHours()}`],
  ['keep-daily', at => `${at.getFullYear()}-${at.getMonth()}-${at.getDate()}`],
  ['keep-weekly', at => isoWeek(at)],
  ['keep-monthly', at => `${at.getFullYear()}-${at.getMonth()}`],
  ['keep-yearly', at => String(at.getFullYear())],
]

function keepsNothingSaid(rule: KeepRule): boolean {
  return !periods.some(([key]) => Number(rule[key] ?? 0) > 0)
}

/** Newest first: the latest backup of a period stands for it; a period that an earlier rule covered is not counted again. */
function judgeGroup<T extends PruneCandidate & { time: number }>(rule: KeepRule, backups: readonly T[], marks: Map<T, PruneMark>): void {
  const newestFirst = backups.toSorted((a, b) => b.time - a.time)
  for (const [key, periodOf] of periods) {
    const count = Number(rule[key] ?? 0)
    if (count <= 0) continue
    const periodsOf = newestFirst.map((backup, index) => [backup, periodOf(new Date(backup.time * 1000), index)] as const)
    const covered = new Set(periodsOf.filter(([backup]) => marks.get(backup) === 'keep').map(([, period]) => period))
    const taken = new Set<string>()
    for (const [backup, period] of periodsOf) {
      if (taken.size >= count) break
      if (marks.has(backup) || covered.has(period) || taken.has(period)) continue
      taken.add(period)
      marks.set(backup, 'keep')
    }
  }
  for (const backup of newestFirst) if (!marks.has(backup)) marks.set(backup, 'remove')
}

/** Marks every backup, in the order given. A rule that keeps nothing said keeps all: nothing is removed by omission. */
export function decidePrune<T extends PruneCandidate>(rule: KeepRule, backups: readonly T[]): { backup: T; mark: PruneMark }[] {
  const marks = new Map<T, PruneMark>()
  const groups = new Map<string, (T & { time: number })[]>()
  const keepAll = rule['keep-all'] === true || keepsNothingSaid(rule)
  for (const backup of backups) {
    if (backup.protected) marks.set(backup, 'protected')
    else if (backup.time === undefined || backup.group === undefined) marks.set(backup, 'renamed')
    else if (keepAll) marks.set(backup, 'keep')
    else groups.set(backup.group, [...(groups.get(backup.group) ?? []), backup as T & { time: number }])
  }
  for (const group of groups.values()) judgeGroup(rule, group, marks as Map<T & { time: number }, PruneMark>)
  return backups.map(backup => ({ backup, mark: marks.get(backup) ?? 'keep' }))
}
