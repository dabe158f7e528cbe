import type { CalendarEvent } from './calendar-event.ts'

/** Days searched before an event counts as never: longer than from one 29 February to the next on a given weekday. */
const horizonDays = 366 * 41

/**
 * The first time of an event after a moment, both in seconds since 1970; undefined when there is none. Times are local
 * to the process unless the event says UTC. A time that a clock change skips is taken at the same distance from midnight.
 */
export function nextCalendarEvent(event: CalendarEvent, after: number): number | undefined {
  const clock = event.utc ? utcClock : localClock
  const begin = clock.read(after + 1)
  const hours = sorted(event.hours, 24)
  const minutes = sorted(event.minutes, 60)
  const seconds = sorted(event.seconds, 60)
  for (let offset = 0; offset < horizonDays; offset++) {
    const day = clock.day(begin, offset)
    if (!isOnDay(event, day)) continue
    for (const hour of hours) {
      if (offset === 0 && hour < begin.hour) continue
      for (const minute of minutes) {
        if (offset === 0 && hour === begin.hour && minute < begin.minute) continue
        for (const second of seconds) {
          const at = clock.at(day, hour, minute, second)
          if (at > after) return at
        }
      }
    }
  }
  return undefined
}

interface Day {
  readonly year: number
  /** 1 ... 12 */
  readonly month: number
  readonly day: number
  readonly weekday: number
}

interface Moment extends Day {
  readonly hour: number
  readonly minute: number
}

interface Clock {
  read(epoch: number): Moment
  day(begin: Day, offset: number): Day
  at(day: Day, hour: number, minute: number, second: number): number
}

function isOnDay(event: CalendarEvent, { year, month, day, weekday }: Day): boolean {
  const hit = (values: ReadonlySet<number> | undefined, value: number): boolean => values === undefined || values.has(value)
  return hit(event.years, year) && hit(event.months, month) && hit(event.days, day) && hit(event.weekdays, weekday)
}

function sorted(values: ReadonlySet<number> | undefined, count: number): number[] {
  return values ? [...values].toSorted((a, b) => a - b) : Array.from({ length: count }, (_, value) => value)
}

function dayAfter(begin: Day, offset: number): Day {
  const date = new Date(Date.UTC(begin.year, begin.month - 1, begin.day + offset))
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday: date.getUTCDay() }
}

const utcClock: Clock = {
  read(epoch) {
    const date = new Date(epoch * 1000)
    return {
      ...dayAfter({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), weekday: 0 }, 0),
      hour: date.getUTCHours(),
      minute: date.getUTCMinutes(),
    }
  },
  day: dayAfter,
  at: (day, hour, minute, second) => Date.UTC(day.year, day.month - 1, day.day, hour, minute, second) / 1000,
}

const localClock: Clock = {
  read(epoch) {
    const date = new Date(epoch * 1000)
    return {
      ...dayAfter({ year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate(), weekday: 0 }, 0),
      hour: date.getHours(),
      minute: date.getMinutes(),
    }
  },
  day: dayAfter,
  at: (day, hour, minute, second) => new Date(day.year, day.month - 1, day.day, hour, minute, second).getTime() / 1000,
}
