import assert from 'node:assert/strict'
import { test } from 'node:test'
import { GuestIndex } from '@quorate/guest'
import { fakeHost, MemoryStore } from '@quorate/testing'
import type { QemuServices } from '../services.ts'
import { connectSpice } from './spice-console.ts'
import { issueSpiceTicket, spiceSecret } from './spice-ticket.ts'

test('who asks without a ticket that counts changes nothing, and learns of no guest', async () => {
  const host = fakeHost()
  const store = new MemoryStore({})
  const services = { host, store, guests: new GuestIndex(store) } as unknown as QemuServices
  const target = { vmid: 100, node: host.root.node, port: 61000 }
  const forged = issueSpiceTicket('a guess', target, host.now())
  const refused = { status: 403, message: 'invalid or expired SPICE ticket - ask for a new console' }
  await assert.rejects(connectSpice(services, `${forged}:61000`), refused)
  assert.deepEqual(store.list(''), [])
  const secret = await spiceSecret(store)
  assert.notDeepEqual(store.list(''), [])
  await assert.rejects(connectSpice(services, `${forged}:61000`), refused)
  await assert.rejects(connectSpice(services, `${issueSpiceTicket(secret, { ...target, node: 'other' }, host.now())}:61000`), {
    status: 502,
  })
  await assert.rejects(connectSpice(services, `${issueSpiceTicket(secret, target, host.now())}:61000`), /does not exist/)
})
