import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryStore } from '@quorate/testing'
import { issueSpiceTicket, readSpiceTicket, spiceSecret } from './spice-ticket.ts'

const target = { vmid: 100, node: 'pve', port: 61000 }
const now = 1_700_000_000_000

test('a SPICE ticket opens what it was given out for, for a minute, whatever became of its capital letters', () => {
  const ticket = issueSpiceTicket('secret', { ...target, node: 'PVE' }, now)
  assert.match(ticket, /^pvespiceproxy:[0-9a-f]{8}:100:pve:61000::[0-9a-f]{40}$/)
  assert.deepEqual(readSpiceTicket('secret', ticket, now), target)
  assert.deepEqual(readSpiceTicket('secret', ticket.toUpperCase(), now + 59_000), target)
  assert.equal(readSpiceTicket('secret', ticket, now + 61_000), undefined)
  assert.equal(readSpiceTicket('secret', ticket, now - 60_000), undefined)
})

test('a SPICE ticket that was changed, or signed with another secret, opens nothing', () => {
  const ticket = issueSpiceTicket('secret', target, now)
  assert.equal(readSpiceTicket('other', ticket, now), undefined)
  assert.equal(readSpiceTicket('secret', ticket.replace(':100:', ':101:'), now), undefined)
  assert.equal(readSpiceTicket('secret', ticket.replace(':pve:', ':other:'), now), undefined)
  assert.equal(readSpiceTicket('secret', `${ticket}0`, now), undefined)
  assert.equal(readSpiceTicket('secret', '', now), undefined)
})

test('the secret is made once', async () => {
  const store = new MemoryStore({})
  const secret = await spiceSecret(store)
  assert.ok(secret.length > 40)
  assert.equal(await spiceSecret(store), secret)
})
