import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Guest } from '../live/guest.ts'
import { compileQuery, serverTerms } from './match-guest.ts'
import { parseQuery, toggleTerm } from './parse-query.ts'

const guest: Guest = {
  vmid: 101,
  kind: 'qemu',
  name: 'Web-01',
  node: 'pve1',
  status: 'running',
  template: false,
  tags: ['prod', 'web'],
  pool: '',
  lock: '',
  haState: '',
  cpu: 0.85,
  maxcpu: 4,
  mem: 2 ** 30,
  maxmem: 2 ** 31,
  disk: 0,
  maxdisk: 2 ** 35,
  since: 1,
}
const cases: readonly (readonly [query: string, fits: boolean])[] = [
  ['', true],
  ['web', true],
  ['10', true],
  ['db', false],
  ['status:running tag:prod cpu>80', true],
  ['status:running tag:prod cpu>90', false],
  ['status:stopped,running', true],
  ['-status:running', false],
  ['-pool:lab', true],
  ['pool:none', true],
  ['name:web-*', true],
  ['name:*02', false],
  ['name:*01', true],
  ['tag:pro', false],
  ['type:vm', true],
  ['type:ct', false],
  ['is:untagged', false],
  ['mem>=50', true],
  ['cores:4', true],
  ['colour:red', false],
  ['status:', true],
  ['cpu>x', false],
  ['name:"Web-01"', true],
]
for (const [query, fits] of cases) {
  test(`"${query}" ${fits ? 'finds' : 'does not find'} the guest`, () => assert.equal(compileQuery(query)(guest), fits))
}

test('what only configurations know is left to the server', () => {
  assert.deepEqual(serverTerms('web mac:BC:24 notes:"two words" tag:x'), ['mac:BC:24', 'notes:two words'])
  assert.equal(compileQuery('ip:10.0.0.5', new Map([['ip:10.0.0.5', new Set([101])]]))(guest), true)
  assert.equal(compileQuery('ip:10.0.0.5', new Map([['ip:10.0.0.5', new Set([102])]]))(guest), false)
})

test('a term is put in once and taken out again', () => {
  const term = parseQuery('tag:prod')[0]
  assert.ok(term)
  assert.equal(toggleTerm('web', term), 'web tag:prod')
  assert.equal(toggleTerm('web tag:prod', term), 'web')
})
