import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnsOf, fewOf, measured, summaryOf, type Sample } from './samples.ts'

const cpu = { label: 'CPU', value: (sample: Sample) => sample.cpu }
const io = { label: 'IO', value: (sample: Sample) => sample.pressureiosome }
const samples: Sample[] = [{ time: 60, cpu: 0.5 }, { time: 120 }, { time: 180, cpu: 0.1 }]

test('what was not measured is a gap and no zero', () => {
  assert.deepEqual(columnsOf(samples, [cpu]), [
    [60, 120, 180],
    [0.5, null, 0.1],
  ])
})

test('a kernel without pressure figures shows no chart of them', () => {
  assert.equal(measured(samples, [io]), false)
  assert.equal(measured(samples, [io, cpu]), true)
})

test('a series is told in four numbers', () => {
  assert.deepEqual(summaryOf(samples, cpu), { least: 0.1, most: 0.5, mean: 0.3, last: 0.1 })
  assert.equal(summaryOf(samples, io), undefined)
})

test('a table has the newest rows first and not too many', () => {
  const many = Array.from({ length: 1440 }, (_, at) => ({ time: at }))
  const few = fewOf(many, 60)
  assert.equal(few.length, 60)
  assert.equal(few[0]?.time, 1439)
})
