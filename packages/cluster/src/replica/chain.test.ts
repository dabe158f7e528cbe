import assert from 'node:assert/strict'
import { test } from 'node:test'
import { link } from './chain.ts'

const chainOf = (...ids: string[]) => ids.reduce(link, 0)

test('the same order has the same number, another order, an entry less or more has another', () => {
  assert.equal(chainOf('a', 'b', 'c'), chainOf('a', 'b', 'c'))
  const numbers = [chainOf(), chainOf('a'), chainOf('b'), chainOf('a', 'b'), chainOf('b', 'a'), chainOf('ab'), chainOf('a', 'b', 'a')]
  assert.equal(new Set(numbers).size, numbers.length)
})

test('it is a whole number that JavaScript and SQLite hold exactly, and a hundred thousand orders have as many', () => {
  const numbers = new Set<number>()
  let chain = 0
  for (let at = 0; at < 100_000; at++) {
    chain = link(chain, `node-${at}`)
    assert(Number.isSafeInteger(chain) && chain >= 0)
    numbers.add(chain)
  }
  assert.equal(numbers.size, 100_000)
})

test('two orders that differ once differ for ever', () => {
  const rest = Array.from({ length: 10_000 }, (_, at) => String(at))
  assert.notEqual(chainOf('a', ...rest), chainOf('b', ...rest))
})
