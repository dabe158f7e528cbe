import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderTable } from './table.ts'
import { wrapped } from './wrapped.ts'

const rows = [
  { name: 'a', size: 5 },
  { name: 'long', size: 12 },
]
const columns = [{ key: 'name' }, { key: 'size', right: true }]

test('a framed table aligns its cells', () => {
  assert.equal(
    renderTable(rows, columns, { header: true, border: true }),
    '┌──────┬──────┐\n│ name │ size │\n╞══════╪══════╡\n│ a    │    5 │\n├──────┼──────┤\n│ long │   12 │\n└──────┴──────┘\n',
  )
})

test('a plain table has neither frame nor trailing blanks', () => {
  assert.equal(renderTable(rows, columns, { header: false, border: false }), 'a     5\nlong 12\n')
})

test('a line break in a value cannot break the table', () => {
  assert.equal(renderTable([{ name: 'a\nb' }], [{ key: 'name' }], { header: false, border: false }), 'a b\n')
})

test('a framed table that is wider than the terminal folds its longest cells', () => {
  const shown = renderTable([{ id: 'a', text: 'one,two,three,four' }], [{ key: 'id' }, { key: 'text' }], {
    header: false,
    border: true,
    columns: 20,
  })
  const lines = shown.trimEnd().split('\n')
  assert.ok(
    lines.every(line => line.length <= 20),
    shown,
  )
  assert.match(shown, /│ a │ one,two,/)
  assert.match(shown, /│ {3}│ three,four/)
})

test('words longer than a line are cut, others are kept whole', () => {
  assert.deepEqual(wrapped('abcdefgh', 3), ['abc', 'def', 'gh'])
  assert.deepEqual(wrapped('one two', 4), ['one', 'two'])
})
