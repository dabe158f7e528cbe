import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstDrawnIno } from '../state/schema.ts'
import { DrawnInos } from './drawn-inos.ts'

test('no number is drawn twice, by one node or by two at the same moment, and each is one that JavaScript can hold', t => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2090, 0, 1) })
  const known = new Set<number>()
  const nodes = [1, 2, 32].map(nodeId => new DrawnInos(nodeId, ino => known.has(ino)))
  for (let i = 0; i < 60; i++) {
    for (const node of nodes) {
      const ino = node.draw()
      assert(Number.isSafeInteger(ino) && ino > firstDrawnIno && !known.has(ino))
      known.add(ino)
    }
  }
})

test('a clock that goes back leads to no number that is in use', t => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2027, 0, 1) })
  const known = new Set<number>()
  const draw = () => {
    const ino = new DrawnInos(1, taken => known.has(taken)).draw()
    assert(!known.has(ino))
    known.add(ino)
  }
  for (let i = 0; i < 30; i++) draw()
})

test('a clock that was never set leads to numbers of files too, and never to an end of them', t => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2000, 0, 1) })
  const known = new Set<number>()
  const inos = new DrawnInos(1, ino => known.has(ino))
  for (let i = 0; i < 200; i++) {
    const ino = inos.draw()
    assert(Number.isSafeInteger(ino) && ino >= firstDrawnIno)
    known.add(ino)
  }
})
