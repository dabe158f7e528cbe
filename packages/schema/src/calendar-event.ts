/** A parsed calendar event: which values of each field it hits. Undefined set: every value. */
export interface CalendarEvent {
  /** 0 Sunday ... 6 Saturday */
  readonly weekdays: ReadonlySet<number> | undefined
  readonly years: ReadonlySet<number> | undefined
  /** 1 ... 12 */
  readonly months: ReadonlySet<number> | undefined
  /** 1 ... 31 */
  readonly days: ReadonlySet<number> | undefined
  readonly hours: ReadonlySet<number> | undefined
  readonly minutes: ReadonlySet<number> | undefined
  readonly seconds: ReadonlySet<number>
  readonly utc: boolean
}

const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const longNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

const shorthands: Record<string, string> = {
  minutely: '*:*:00',
  hourly: '*:00:00',
  daily: '00:00:00',
  weekly: 'mon 00:00:00',
  monthly: '*-*-01 00:00:00',
  yearly: '*-01-01 00:00:00',
  annually: '*-01-01 00:00:00',
  quarterly: '*-01,04,07,10-01 00:00:00',
  semiannually: '*-01,07-01 00:00:00',
  'semi-annually': '*-01,07-01 00:00:00',
}

/**
 * Parses `[weekday] [[year-]month-day] [hour:minute[:second]] [UTC]` with lists `a,b`, ranges `a..b`, steps `a/n` and
 * shorthands such as `daily`; a lone number is a minute of every hour. Undefined when the text is no calendar event.
 */
export function parseCalendarEvent(text: string): CalendarEvent | undefined {
  const words = text.trim().toLowerCase().split(/\s+/)
  const utc = words.length > 1 && words.at(-1) === 'utc'
  if (utc) words.pop()
  if (words.length === 1) {
    const long = Object.hasOwn(shorthands, words[0]!) ? shorthands[words[0]!] : undefined
    if (long) return { ...parseCalendarEvent(long)!, utc }
  }
  let weekdays: ReadonlySet<number> | undefined
  let date: DateFields | undefined
  let time: TimeFields | undefined
  for (const [index, word] of words.entries()) {
    if (/^[a-z]/.test(word)) {
      if (index > 0) return undefined
      weekdays = parseWeekdays(word)
      if (!weekdays) return undefined
    } else if (word.includes('-') && !date && !time) {
      date = parseDate(word)
      if (!date) return undefined
    } else if (!time) {
      time = parseTime(word)
      if (!time) return undefined
    } else return undefined
  }
  if (!weekdays && !date && !time) return undefined
  return { weekdays, ...(date ?? everyDay), ...(time ?? midnight), utc }
}

type DateFields = Pick<CalendarEvent, 'years' | 'months' | 'days'>
type TimeFields = Pick<CalendarEvent, 'hours' | 'minutes' | 'seconds'>

const everyDay: DateFields = { years: undefined, months: undefined, days: undefined }
const midnight: TimeFields = { hours: new Set([0]), minutes: new Set([0]), seconds: new Set([0]) }

function parseWeekdays(word: string): ReadonlySet<number> | undefined {
  const numberOf = (name: string): number => Math.max(weekdayNames.indexOf(name), longNames.indexOf(name))
  const days = new Set<number>()
  for (const part of word.split(',')) {
    if (!part) continue
    const [from = '', to = from, ...rest] = part.split('..')
    const [first, last] = [numberOf(from), numberOf(to)]
    if (first < 0 || last < 0 || rest.length) return undefined
    for (let day = first; ; day = (day + 1) % 7) {
      days.add(day)
      if (day === last) break
    }
  }
  return days.size ? days : undefined
}

function parseDate(word: string): DateFields | undefined {
  const parts = word.split('-')
  if (parts.length < 2 || parts.length > 3) return undefined
  const [year, month, day] = parts.length === 3 ? parts : ['*', ...parts]
  const years = parseField(year!, 1970, 2200)
  const months = parseField(month!, 1, 12)
  const days = parseField(day!, 1, 31)
  if (years === null || months === null || days === null) return undefined
  return { years, months, days }
}

function parseTime(word: string): TimeFields | undefined {
  const parts = word.split(':')
  if (parts.length > 3) return undefined
  const [hour, minute, second] = parts.length === 1 ? ['*', parts[0]!, '0'] : [parts[0]!, parts[1]!, parts[2] ?? '0']
  const hours = parseField(hour, 0, 23)
  const minutes = parseField(minute, 0, 59)
  const seconds = parseField(second, 0, 59)
  if (hours === null || minutes === null || seconds === null) return undefined
  return { hours, minutes, seconds: seconds ?? new Set(Array.from({ length: 60 }, (_, value) => value)) }
}

/** Undefined: every value; null: not a field. */
function parseField(text: string, minimum: number, maximum: number): ReadonlySet<number> | undefined | null {
  if (text === '*') return undefined
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const match = /^(?:(\*)|(\d{1,4})(?:\.\.(\d{1,4}))?)(?:\/(\d{1,4}))?$/.exec(part)
    if (!match) return null
    const from = match[1] ? minimum : Number(match[2])
    const step = match[4] === undefined ? undefined : Number(match[4])
    const to = match[3] !== undefined ? Number(match[3]) : match[1] || step !== undefined ? maximum : from
    if (from < minimum || to > maximum || from > to || step === 0) return null
    for (let value = from; value <= to; value += step ?? 1) values.add(value)
  }
  return values
}
