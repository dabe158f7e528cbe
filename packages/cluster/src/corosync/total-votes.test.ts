import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { addNode, createConfig } from '../corosync-conf/index.ts'
import { testRoot } from '../testing-root.ts'
import { configuredVotes, totalVotes } from './total-votes.ts'

test('the vote of a quorum device is no node, whether corosync expects it or not', () => {
  for (const expected of [2, 3]) assert.equal(totalVotes({ expected, device: 1, configured: 2 }), 2)
  for (const expected of [4, 5]) assert.equal(totalVotes({ expected, device: 1, configured: 4 }), 4)
})

test('fewer votes count where a person said so, and all where the configuration cannot be read', () => {
  assert.equal(totalVotes({ expected: 1, device: 1, configured: 2 }), 1)
  assert.equal(totalVotes({ expected: 3, device: 1, configured: undefined }), 3)
  assert.equal(totalVotes({ expected: 1, device: 0, configured: 3 }), 1)
})

test('the votes of all nodes are read from the configuration', t => {
  const { run } = testRoot(t)
  mkdirSync(run, { recursive: true })
  const file = join(run, 'corosync.conf')
  assert.equal(configuredVotes(file), undefined)
  const node = (nodeId: number, votes: number) => ({
    name: `n${nodeId}`,
    nodeId,
    votes,
    links: [{ link: 0, address: `192.0.2.${nodeId}` }],
  })
  writeFileSync(file, addNode(createConfig({ name: 'c', node: node(1, 1) }), node(2, 3)))
  assert.equal(configuredVotes(file), 4)
  writeFileSync(file, 'totem {')
  assert.equal(configuredVotes(file), undefined)
})
