import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { RingFile } from './ring-file.ts'

function openRing(t: TestContext): { ring: RingFile; path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-ring-'))
  const path = join(folder, '100')
  const ring = RingFile.openForWriting(path, 'guest')
  t.after(() => {
    ring.close()
    rmSync(folder, { recursive: true })
  })
  return { ring, path }
}
const start = 1_800_000_000 - (1_800_000_000 % 604_800)
const row = (time: number, cpu: number) => ({ time, average: { cpu }, maximum: { cpu } })

test('a row that was recorded is read back, and a gap is left out', t => {
  const { ring } = openRing(t)
  ring.record(row(start + 60, 0.5))
  ring.record(row(start + 180, 0.25))
  const rows = ring.read(0, start, start + 180)
  assert.deepEqual(
    rows.map(one => [one.time - start, one.average.cpu, one.average.mem]),
    [
      [60, 0.5, undefined],
      [180, 0.25, undefined],
    ],
  )
})

test('half an hour of minutes becomes one row with their average and maximum', t => {
  const { ring } = openRing(t)
  for (let minute = 1; minute <= 30; minute += 1) ring.record(row(start + minute * 60, minute % 2))
  const [coarse] = ring.read(1, start, start + 1800)
  assert.equal(coarse?.average.cpu, 0.5)
  assert.equal(coarse.maximum.cpu, 1)
})

test('a coarser row tells what is known of its span, also when nobody measures at its end', t => {
  const { ring } = openRing(t)
  ring.record(row(start + 60, 0.25))
  ring.record(row(start + 120, 0.75))
  for (const [archive, end] of [
    [1, 1800],
    [2, 21_600],
    [3, 604_800],
  ] as const) {
    const [coarse] = ring.read(archive, start, start + end)
    assert.deepEqual([coarse?.time, coarse?.average.cpu, coarse?.maximum.cpu], [start + end, 0.5, 0.75])
  }
})

test('rows are read over the end of the ring', t => {
  const { ring } = openRing(t)
  for (let minute = 1430; minute <= 1450; minute += 1) ring.record(row(start + minute * 60, minute))
  const rows = ring.read(0, start + 1429 * 60, start + 1450 * 60)
  assert.deepEqual(
    rows.map(one => one.average.cpu),
    Array.from({ length: 21 }, (_, at) => 1430 + at),
  )
})

test('a clock that is set back writes its rows anew and loses none that came before', t => {
  const { ring } = openRing(t)
  ring.record(row(start + 60, 1))
  ring.record(row(start + 7200, 2))
  ring.record(row(start + 120, 3))
  assert.deepEqual(
    ring.read(0, start, start + 180).map(one => one.average.cpu),
    [1, 3],
  )
})

test('the file keeps its size while years go by', t => {
  const { ring, path } = openRing(t)
  const size = statSync(path).size
  for (let time = start; time < start + 400 * 86_400; time += 21_600) ring.record(row(time, 1))
  assert.equal(statSync(path).size, size)
  assert.ok(size < 1_200_000, `${size} bytes`)
})

test('a row of the last round of the ring is not taken for one of this round', t => {
  const { ring } = openRing(t)
  ring.record(row(start, 1))
  assert.deepEqual(ring.read(0, start + 1440 * 60 - 60, start + 1440 * 60), [])
})
