import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decidePrune, type KeepRule } from './decide-prune.ts'

const at = (text: string) => new Date(text).getTime() / 1000
const backups = (...texts: string[]) => texts.map(text => ({ group: 'qemu/100', time: at(text), text }))
const kept = (rule: KeepRule, list: ReturnType<typeof backups>) =>
  decidePrune(rule, list)
    .filter(one => one.mark === 'keep')
    .map(one => one.backup.text)

test('the newest backups are kept', () => {
  const list = backups('2026-01-01T10:00', '2026-01-03T10:00', '2026-01-02T10:00')
  assert.deepEqual(kept({ 'keep-last': 2 }, list), ['2026-01-03T10:00', '2026-01-02T10:00'])
})

test('nothing is removed when no rule says how many to keep', () => {
  const list = backups('2026-01-01T10:00', '2026-01-02T10:00')
  assert.equal(kept({}, list).length, 2)
  assert.equal(kept({ 'keep-last': 0 }, list).length, 2)
  assert.equal(kept({ 'keep-all': true, 'keep-last': 1 }, list).length, 2)
})

test('the latest backup of a day stands for the day', () => {
  const list = backups('2026-01-01T10:00', '2026-01-01T20:00', '2026-01-02T08:00', '2026-01-02T07:00', '2026-01-03T01:00')
  assert.deepEqual(kept({ 'keep-daily': 2 }, list), ['2026-01-02T08:00', '2026-01-03T01:00'])
})

test('a period that an earlier rule covers is not counted by a later one', () => {
  const list = backups('2026-01-10T10:00', '2026-01-09T10:00', '2026-01-08T10:00', '2026-01-07T10:00')
  assert.deepEqual(kept({ 'keep-last': 1, 'keep-daily': 2 }, list), ['2026-01-10T10:00', '2026-01-09T10:00', '2026-01-08T10:00'])
})

test('weeks begin on Monday and belong to the year of their Thursday', () => {
  const list = backups('2026-01-04T10:00', '2025-12-29T10:00', '2025-12-28T10:00')
  assert.deepEqual(kept({ 'keep-weekly': 2 }, list), ['2026-01-04T10:00', '2025-12-28T10:00'])
})

test('months and years are kept further back', () => {
  const list = backups('2026-03-01T10:00', '2026-02-15T10:00', '2026-02-01T10:00', '2025-06-01T10:00', '2024-06-01T10:00')
  assert.deepEqual(kept({ 'keep-monthly': 2, 'keep-yearly': 1 }, list), ['2026-03-01T10:00', '2026-02-15T10:00', '2025-06-01T10:00'])
})

test('hours are told apart', () => {
  const list = backups('2026-03-01T10:10', '2026-03-01T10:50', '2026-03-01T11:00')
  assert.deepEqual(kept({ 'keep-hourly': 2 }, list), ['2026-03-01T10:50', '2026-03-01T11:00'])
})

test('guests are judged apart; protected and renamed backups are left alone and not counted', () => {
  const marks = decidePrune({ 'keep-last': 1 }, [
    { group: 'qemu/100', time: 3, protected: true },
    { group: 'qemu/100', time: 2 },
    { group: 'qemu/100', time: 1 },
    { group: 'lxc/101', time: 1 },
    { group: 'qemu/100' },
    { time: 9 },
  ]).map(one => one.mark)
  assert.deepEqual(marks, ['protected', 'keep', 'remove', 'keep', 'renamed', 'renamed'])
})

test('a rule never keeps more than it says', () => {
  const list = Array.from({ length: 400 }, (_, day) => ({ group: 'g', time: at('2026-12-01T12:00') - day * 86_400, text: String(day) }))
  const rule = { 'keep-last': 3, 'keep-daily': 7, 'keep-weekly': 4, 'keep-monthly': 6, 'keep-yearly': 1 }
  const count = kept(rule, list).length
  assert.ok(count <= 21 && count >= 15, String(count))
})
