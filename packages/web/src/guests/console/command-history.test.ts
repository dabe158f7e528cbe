import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyHistory, stepped, withCommand } from './command-history.ts'

const history = ['info status', 'info block'].reduce(withCommand, emptyHistory)

test('arrow keys go through what was typed and come back to the draft', () => {
  const first = stepped(history, -1, 'info c')
  assert.equal(first.text, 'info block')
  const second = stepped(first.history, -1, first.text)
  assert.equal(second.text, 'info status')
  assert.equal(stepped(second.history, -1, second.text).text, 'info status')
  const forth = stepped(second.history, 1, second.text)
  assert.equal(forth.text, 'info block')
  assert.equal(stepped(forth.history, 1, forth.text).text, 'info c')
})

test('the same command twice is kept once', () => {
  assert.equal(withCommand(history, 'info block').commands.length, 2)
})
