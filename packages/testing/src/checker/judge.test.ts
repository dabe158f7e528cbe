import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge, type FinalState } from './judge.ts'
import type { Action, End, Line } from './record.ts'

type Story = readonly (readonly [begin: number, end: number, action: Action, how: End])[]

const key = 'checker/register-1-0'
const write = (text: string): Action => ({ kind: 'write', key, text })
const ok = (revision: number): End => ({ end: 'ok', revision })
const count = (read: number, readRevision: number, revision: number, kept = true): End => ({
  end: 'ok',
  read,
  readRevision,
  revision,
  kept,
})

const linesOf = (story: Story): Line[] =>
  story.flatMap(([begin, end, action, how], number) => [
    { number, at: begin, action },
    { number, at: end, ...how },
  ])

function final(node: string, texts: readonly string[], digest = '1'): FinalState {
  return { node, revision: texts.length, digest, changes: texts.map((text, at) => ({ revision: at + 1, op: 'write', path: key, text })) }
}

function findings(story: Story, finals: readonly FinalState[], more: readonly Line[] = []): string {
  return judge(new Map([['n1-1', [...linesOf(story), ...more]]]), finals).join('\n')
}

const twoWrites: Story = [
  [0, 1, write('a'), ok(1)],
  [2, 3, write('b'), ok(2)],
]
const both = [final('n1', ['a', 'b']), final('n2', ['a', 'b'])]

test('nothing is found where all is well', () => {
  const reads: Line[] = [
    { local: 'n1', key, text: 'a', revision: 1, at: 4 },
    { local: 'n1', key, text: 'b', at: 5 },
  ]
  assert.equal(findings(twoWrites, both, reads), '')
})

test('nodes that differ are found, in their trees and in their histories', () => {
  assert.match(findings(twoWrites, [final('n1', ['a', 'b']), final('n2', ['a', 'b'], '2')]), /trees of n1 and n2 differ/)
  assert.match(findings(twoWrites, [final('n1', ['a', 'b']), final('n2', ['a', 'c'])]), /histories of n1 and n2 differ/)
})

test('a lost write, and one that was made although it was refused, are found', () => {
  assert.match(findings(twoWrites, [final('n1', ['a'])]), /#1 was acknowledged and is lost/)
  assert.match(
    findings([[0, 1, write('a'), { end: 'failed', why: 'no quorum' }]], [final('n1', ['a'])]),
    /refused, and its change was made/,
  )
})

test('changes in an order against time, and reads of the past, are found', () => {
  const [first, second] = [
    [0, 1, write('a'), ok(2)],
    [2, 3, write('b'), ok(1)],
  ] as const
  assert.match(findings([first, second], [final('n1', ['b', 'a'])]), /began after/)
  const old: Story = [...twoWrites, [4, 5, { kind: 'read', key }, { end: 'ok', value: 'a' }]]
  assert.match(findings(old, both), /not linearizable/)
  const back: Line[] = [
    { local: 'n1', key, text: 'b', at: 4 },
    { local: 'n1', key, text: 'a', revision: 1, at: 5 },
  ]
  assert.match(findings(twoWrites, both, back), /revision 1 after that of revision 2/)
})

test('a lock that two had, and an id that two got, are found', () => {
  const counter = { kind: 'count', key: 'checker/count-0' } as const
  const lost: Story = [
    [0, 9, counter, count(5, 0, 1)],
    [1, 8, counter, count(5, 0, 2)],
  ]
  assert.match(findings(lost, both), /two had the lock/)
  assert.match(findings([[0, 9, counter, count(5, 0, 1, false)]], both), /was taken away/)
  assert.equal(findings([[0, 9000, counter, count(5, 0, 1, false)]], both), '')
  const given: Story = [
    [0, 1, { kind: 'reserve' }, { end: 'ok', id: 100 }],
    [2, 3, { kind: 'reserve' }, { end: 'ok', id: 100 }],
  ]
  assert.match(findings(given, both), /the id 100 was given to n1-1#0 and to n1-1#1/)
})
