import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Report } from './message.ts'
import { holders, mayDecide } from './primary.ts'
import { quorum, report } from './testing-reports.ts'

const reports = (of: Record<number, Report>) => new Map(Object.entries(of).map(([node, one]) => [Number(node), one]))
const behind = (change: Partial<Report> = {}) => report({ installed: 4, members: [3, 4, 5], ...change })

describe('who has what counts', () => {
  test('those of the newest epoch: first one that did not lose power, then the longest log, then the lowest number', () => {
    const order = holders(
      reports({
        1: behind({ last: 99 }),
        2: report({ last: 12, unclean: true }),
        3: report({ last: 11 }),
        4: report({ last: 11 }),
        5: report(),
      }),
    )
    assert.deepEqual(
      order.map(([node]) => node),
      [3, 4, 5, 2],
    )
  })

  test('nobody, when nobody holds anything', () => {
    assert.deepEqual(holders(reports({ 1: report({ installed: 0 }) })), [])
    assert.equal(mayDecide(reports({ 1: report({ installed: 0, quorum: quorum(1, [1]) }) })), false)
  })
})

describe('more than half of all nodes', () => {
  test('decide: one of them was a member of the newest epoch there ever was', () => {
    assert(mayDecide(reports({ 1: report(), 2: behind() })))
    assert(!mayDecide(reports({ 1: report() })))
  })

  test('but not where votequorum denies it, or speaks of a ring without one of them', () => {
    assert(!mayDecide(reports({ 1: report(), 2: report({ quorum: { ...quorum(3, [1, 2]), quorate: false } }) })))
    assert(!mayDecide(reports({ 1: report(), 2: report({ quorum: quorum(3, [2, 3]) }) })))
  })

  test('and not with the vote of a node that lost its disk: what it acknowledged is gone', () => {
    assert(!mayDecide(reports({ 1: report(), 2: report({ installed: 0, lost: true }) })))
  })

  test('and not when the only ones of the newest epoch lost power: the end of their logs may be missing', () => {
    assert(!mayDecide(reports({ 1: report({ unclean: true }), 2: behind() })))
    assert(mayDecide(reports({ 1: report({ unclean: true }), 2: report() })))
  })

  test('unless all members of that epoch are there: more than they have is nowhere', () => {
    assert(mayDecide(reports({ 1: report({ unclean: true, members: [1, 2] }), 2: behind() })))
  })

  test('and not with members of two clusters', () => {
    assert(!mayDecide(reports({ 1: report(), 2: report({ cluster: 'other' }) })))
  })
})

test('all nodes decide, whatever happened to them', () => {
  const lost = report({ installed: 0, lost: true })
  assert(mayDecide(reports({ 1: report({ unclean: true }), 2: lost, 3: lost })))
})

describe('half of all nodes, with the vote of a quorum device', () => {
  const half = (change: Partial<Report> = {}) => report({ members: [1, 2, 3, 4], quorum: quorum(4, [1, 2], true), ...change })

  test('decide when one of them comes directly from the newest epoch', () => {
    assert(mayDecide(reports({ 1: half({ continuing: true }), 2: half() })))
  })

  test('or when they are all the members that it has', () => {
    assert(mayDecide(reports({ 1: half({ members: [1, 2] }), 2: half() })))
  })

  test('otherwise the other half may have gone on: the device keeps no memory', () => {
    assert(!mayDecide(reports({ 1: half(), 2: half() })))
  })

  test('nor before those who are lost know that they are', () => {
    assert(!mayDecide(reports({ 1: half({ continuing: true }), 2: half({ settled: false }) })))
  })

  test('nor when nothing breaks the tie', () => {
    const untied = { quorum: quorum(4, [1, 2]), continuing: true }
    assert(!mayDecide(reports({ 1: half(untied), 2: half(untied) })))
  })
})
