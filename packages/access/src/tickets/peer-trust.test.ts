import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryStore } from '@quorate/testing'
import { createAccessReader } from '../access-reader.ts'
import { ensureTicketKeys, rotateTicketKeys, ticketKeys } from './keys.ts'
import { createPeerTrust } from './peer-trust.ts'

const start = 1_800_000_000_000
const day = 86_400_000

async function setUp() {
  const clock = { now: start }
  const userCfg = 'user:ann@pve:1:0::::::\nuser:old@pve:0:0::::::\ntoken:ann@pve!ci:0:1::\n'
  const store = new MemoryStore({ 'user.cfg': userCfg }, { now: () => clock.now })
  await ensureTicketKeys(store)
  const now = () => clock.now
  const node = () => createPeerTrust(ticketKeys(store), createAccessReader(store, now), now)
  return { clock, store, node }
}

test('what one node signs another verifies, and nothing else', async () => {
  const { node } = await setUp()
  const [a, b] = [node(), node()]
  const body = Buffer.from('x=1')
  const signature = a.sign('text', body)
  assert.equal(b.verify(signature, 'text', body), true)
  assert.equal(b.verify(signature, 'text', Buffer.from('x=2')), false)
  assert.equal(b.verify(signature, 'text'), false)
  assert.equal(b.verify(signature, 'textx', Buffer.from('=1')), false)
  assert.equal(b.verify('', 'text', body), false)
  const { node: stranger } = await setUp()
  assert.equal(stranger().verify(signature, 'text', body), false)
})

test('a change of the key interrupts nothing, whichever node sees it first', async () => {
  const { clock, store, node } = await setUp()
  const early = node()
  const before = early.sign('text')
  clock.now += day
  await rotateTicketKeys(store, clock.now)
  const late = node()
  const after = late.sign('text')
  assert.equal(early.verify(before, 'text'), true, 'sent before the change')
  assert.equal(early.verify(after, 'text'), true, 'by a node that knows the new key only')
  assert.equal(early.sign('text'), before, 'the others may not have the new key yet')
  clock.now += 60_000
  assert.equal(early.sign('text'), after)
  clock.now += 3_600_000
  assert.equal(early.verify(before, 'text'), false)
})

test('users and tokens are as this node knows them', async () => {
  const { node } = await setUp()
  const { callerOf } = node()
  assert.deepEqual(callerOf('root@pam', 'cli'), { authid: 'root@pam', userid: 'root@pam', root: true, address: 'cli' })
  assert.deepEqual(callerOf('ann@pve!ci', '::1'), { authid: 'ann@pve!ci', userid: 'ann@pve', token: 'ci', root: false, address: '::1' })
  for (const authid of ['old@pve', 'nobody@pve', 'ann@pve!gone', 'root@pam!gone'])
    assert.throws(() => callerOf(authid, ''), /disabled or expired/)
})
