import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyJoin, joinCalls, linksFor } from './join-values.ts'

const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':')
const text = btoa(JSON.stringify({ ipAddress: '192.0.2.1', fingerprint, peerLinks: { 0: '192.0.2.1', 1: '10.0.0.1' }, totem: {} }))

test('every link of the peer gets an address of this node', () => {
  assert.deepEqual(linksFor({ 1: '10.0.0.1', 0: '192.0.2.1' }, ['10.0.0.9', '192.0.2.9']), [
    { link: 0, address: '192.0.2.9', priority: '' },
    { link: 1, address: '10.0.0.9', priority: '' },
  ])
})

test('pasted information becomes the call, whose password is not shown', () => {
  const [call] = joinCalls({ ...emptyJoin, text, password: 'secret', links: [{ link: 0, address: '192.0.2.9', priority: '' }] })
  assert.deepEqual(call?.request.body, { hostname: '192.0.2.1', fingerprint, password: 'secret', link0: '192.0.2.9' })
  assert.equal(call?.shown.body?.password, '…')
})

test('by hand, the typed address and fingerprint count and not what was pasted before', () => {
  const [call] = joinCalls({ ...emptyJoin, text, byHand: true, hostname: ' node1 ', fingerprint: 'AA', password: 'x', force: true })
  assert.deepEqual(call?.request.body, { hostname: 'node1', fingerprint: 'AA', password: 'x', force: true })
})

test('nothing is sent before the node that is asked is known', () => {
  assert.deepEqual(joinCalls({ ...emptyJoin, text: 'nonsense', password: 'x' }), [])
  assert.deepEqual(joinCalls({ ...emptyJoin, byHand: true, hostname: 'node1' }), [])
})
