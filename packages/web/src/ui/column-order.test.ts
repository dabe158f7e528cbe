import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arranged, moved, usualColumns, withColumn } from './column-order.ts'
import type { Column } from './grid-column.ts'

const column = (id: string, hidden = false): Column<never> => ({ id, title: id, width: '1rem', cell: () => null, hidden })
const all = [column('id'), column('name'), column('pool', true), column('tags')]

test('chosen columns stand in their order, hidden ones behind them', () => {
  assert.deepEqual(
    arranged(all, ['tags', 'id']).map(({ id, hidden }) => [id, hidden]),
    [
      ['tags', false],
      ['id', false],
      ['name', true],
      ['pool', true],
    ],
  )
})

test('a column that is gone from the product is not asked for', () => {
  assert.deepEqual(
    arranged(all, ['vanished', 'id']).map(({ id }) => id),
    ['id', 'name', 'pool', 'tags'],
  )
})

test('a column more stands where it usually does', () => {
  assert.deepEqual(withColumn(all, usualColumns(all), 'pool'), ['id', 'name', 'pool', 'tags'])
  assert.deepEqual(withColumn(all, ['tags', 'name'], 'pool'), ['tags', 'name', 'pool'])
  assert.deepEqual(withColumn(all, ['tags'], 'id'), ['id', 'tags'])
})

test('columns move one place and no further than the edges', () => {
  assert.deepEqual(moved(['id', 'name', 'tags'], 'name', -1), ['name', 'id', 'tags'])
  assert.deepEqual(moved(['id', 'name', 'tags'], 'name', 1), ['id', 'tags', 'name'])
  assert.deepEqual(moved(['id', 'name'], 'id', -1), ['id', 'name'])
})
