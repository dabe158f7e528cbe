import assert from 'node:assert/strict'
import { test } from 'node:test'
import { journalSource, type JournalQuery } from './journal-source.ts'
import { pageSize } from './log-source.ts'
import { nodeTime, serviceSource, type ServiceLogQuery } from './service-source.ts'

/** A journal of numbered entries that answers as a node does. */
class Journal {
  readonly entries: number[]
  readonly asked: JournalQuery[] = []

  constructor(count: number) {
    this.entries = Array.from({ length: count }, (_, at) => at)
  }

  readonly ask = async (query: JournalQuery): Promise<readonly string[]> => {
    this.asked.push(query)
    const { startcursor, endcursor, lastentries = 10_000 } = query
    let found = this.entries
    if (startcursor !== undefined) found = found.filter(entry => entry > Number(startcursor.slice(2)))
    if (endcursor !== undefined) found = found.filter(entry => entry < Number(endcursor.slice(2)))
    found = found.slice(-lastentries)
    const cursor = startcursor ?? endcursor
    if (found.length === 0) return cursor === undefined ? [] : [cursor, cursor]
    return [`s=${found[0]}`, ...found.map(entry => `line ${entry}`), `s=${found.at(-1)}`]
  }
}

test('a reader of the journal goes back and forward from where it was, and sees each entry once', async () => {
  const journal = new Journal(1200)
  const source = journalSource(journal.ask, {})
  const newest = await source.newest()
  assert.equal(newest.length, pageSize)
  journal.entries.push(1200, 1201)
  const [older, newer] = [await source.older(), await source.newer()]
  const oldest = await source.older()
  assert.deepEqual(
    [...oldest, ...older, ...newest, ...newer],
    journal.entries.map(entry => `line ${entry}`),
  )
  assert.deepEqual(await source.older(), [])
  assert.deepEqual(await source.newer(), [])
})

test('a journal without an entry is asked from the beginning again until one comes', async () => {
  const journal = new Journal(0)
  const source = journalSource(journal.ask, { since: 5 })
  assert.deepEqual(await source.newest(), [])
  assert.deepEqual(await source.older(), [])
  journal.entries.push(0)
  assert.deepEqual(await source.newer(), ['line 0'])
  assert.deepEqual(journal.asked.at(-1), { since: 5, lastentries: pageSize })
})

test('the log of a service is read from its end, by the numbers of its lines', async () => {
  const lines = Array.from({ length: 700 }, (_, at) => `line ${at}`)
  const ask = async ({ start, limit }: ServiceLogQuery) => ({ lines: lines.slice(start, start + limit), total: lines.length })
  const source = serviceSource(ask, {}, 'UTC')
  const newest = await source.newest()
  assert.equal(newest[0], 'line 200')
  lines.push('line 700')
  assert.deepEqual(await source.newer(), ['line 700'])
  assert.deepEqual([...(await source.older()), ...newest], lines.slice(0, 700))
  assert.deepEqual(await source.older(), [])
})

test('times go out as the node writes them', () => {
  assert.equal(nodeTime(1_769_853_600, 'UTC'), '2026-01-31 10:00:00')
  assert.equal(nodeTime(1_769_853_600, 'Europe/Vienna'), '2026-01-31 11:00:00')
})
