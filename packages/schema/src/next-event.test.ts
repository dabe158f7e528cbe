import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseCalendarEvent } from './calendar-event.ts'
import { nextCalendarEvent } from './next-event.ts'

const next = (event: string, after: string): string | undefined => {
  const at = nextCalendarEvent(parseCalendarEvent(`${event} UTC`)!, Date.parse(after) / 1000)
  return at === undefined ? undefined : new Date(at * 1000).toISOString().slice(0, 19)
}

test('the next time is after the moment, never at it', () => {
  assert.equal(next('21:00', '2026-11-21T21:00:00Z'), '2026-11-22T21:00:00')
  assert.equal(next('21:00', '2026-11-21T20:59:59Z'), '2026-11-21T21:00:00')
  assert.equal(next('*:*:30', '2026-11-21T10:00:30Z'), '2026-11-21T10:01:30')
})

test('steps, ranges, lists and weekdays are honoured', () => {
  assert.equal(next('*/15', '2026-11-21T10:46:00Z'), '2026-11-21T11:00:00')
  assert.equal(next('8..17,22:0/15', '2026-11-21T17:50:00Z'), '2026-11-21T22:00:00')
  assert.equal(next('mon..fri 02:30', '2026-11-21T10:00:00Z'), '2026-11-23T02:30:00')
  assert.equal(next('fri..mon 0:0', '2026-11-24T10:00:00Z'), '2026-11-27T00:00:00')
  assert.equal(next('monthly', '2026-11-21T10:00:00Z'), '2026-12-01T00:00:00')
  assert.equal(next('sat', '2026-11-21T10:00:00Z'), '2026-11-28T00:00:00')
})

test('rare and impossible dates end', () => {
  assert.equal(next('*-2-29 0:0', '2026-11-21T10:00:00Z'), '2028-02-29T00:00:00')
  assert.equal(next('2020-1-1 0:0', '2026-11-21T10:00:00Z'), undefined)
  assert.equal(next('*-2-30 0:0', '2026-11-21T10:00:00Z'), undefined)
})

test('local times follow the clock of the process', () => {
  const after = new Date(2026, 10, 21, 12).getTime() / 1000
  assert.equal(nextCalendarEvent(parseCalendarEvent('13:30')!, after), new Date(2026, 10, 21, 13, 30).getTime() / 1000)
})
