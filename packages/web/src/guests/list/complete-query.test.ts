import assert from 'node:assert/strict'
import { test } from 'node:test'
import { completeQuery } from './complete-query.ts'

const values = { status: ['running', 'stopped'], pool: ['lab', 'two words'], tag: ['prod', 'web', 'web-old'] }
const offered = (query: string, caret = query.length) => completeQuery(query, caret, values).map(one => one.text)

test('a word that begins like a field offers it', () => {
  assert.deepEqual(offered('sta'), ['status:'])
  assert.deepEqual(offered('web -po'), ['-pool:'])
})

test('nothing is offered before anything is typed', () => assert.deepEqual(offered('web '), []))

test('behind a field stand the values that occur, first those that begin so', () => {
  assert.deepEqual(offered('status:'), ['running', 'stopped'])
  assert.deepEqual(offered('tag:o'), ['prod', 'web-old'])
  assert.deepEqual(offered('tag:web'), ['web-old'])
})

test('what is chosen takes the place of the word at the caret alone', () => {
  const [first] = completeQuery('sta web', 3, values)
  assert.deepEqual([first?.query, first?.caret], ['status: web', 7])
})

test('further alternatives are offered behind a comma, none twice', () => {
  assert.deepEqual(offered('status:running,'), ['stopped'])
  assert.equal(completeQuery('status:running,st', 17, values)[0]?.query, 'status:running,stopped')
})

test('a value with a space is put into quotation marks', () => {
  assert.equal(completeQuery('-pool:two', 9, values)[0]?.query, '-pool:"two words"')
})
