import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryStore } from '@quorate/testing'
import { issueCsrfToken, verifyCsrfToken } from './csrf-token.ts'
import { ensureTicketKeys, rotateTicketKeys, ticketKeys } from './keys.ts'
import { issueTfaTicket, verifyTfaTicket } from './tfa-ticket.ts'
import { createTickets } from './ticket.ts'
import { issueVncTicket, verifyVncTicket } from './vnc-ticket.ts'

const hour = 3_600_000
const start = 1_800_000_000_000

async function setUp() {
  const clock = { now: start }
  const store = new MemoryStore({}, { now: () => clock.now })
  await ensureTicketKeys(store)
  const keys = ticketKeys(store)
  return { clock, store, keys, tickets: createTickets(keys) }
}

test('a ticket has the documented form and is valid for two hours', async () => {
  const { tickets } = await setUp()
  const ticket = tickets.issue('joe@pve', start)
  assert.match(ticket, /^PVE:joe@pve:6B49D200::[A-Za-z0-9+/]+={0,2}$/)
  assert.equal(tickets.verify(ticket, start), 'joe@pve')
  assert.equal(tickets.verify(ticket, start + 2 * hour - 1000), 'joe@pve')
  assert.equal(tickets.verify(ticket, start + 2 * hour), undefined)
  assert.equal(tickets.verify(ticket, start - hour), undefined)
})

test('a changed ticket is refused, also when the right one was seen before', async () => {
  const { tickets, keys } = await setUp()
  const ticket = tickets.issue('joe@pve', start)
  assert.equal(tickets.verify(ticket, start), 'joe@pve')
  assert.equal(tickets.verify(ticket.replace('joe', 'root'), start), undefined)
  assert.equal(tickets.verify(ticket.replace('::', '::A'), start), undefined)
  assert.equal(tickets.verify(ticket.replace('6B49D200', '6B49D201'), start), undefined)
  for (const odd of ['', 'PVE', 'PVE:::', `PVE:joe@pve:6B49D200::`, `PVE:joe@pve:6B49D200::!!!`, 'x'.repeat(100_000)]) {
    assert.equal(tickets.verify(odd, start), undefined)
  }
  assert.equal(tickets.verify(issueTfaTicket(keys, 'joe@pve', { totp: true }, start), start), undefined)
  assert.equal(tickets.verify(issueVncTicket(keys, { authid: 'joe@pve', path: '/' }, start), start), undefined)
})

test('keys rotate once a day, and tickets of the day before stay valid', async () => {
  const { clock, store, tickets } = await setUp()
  clock.now = start + 23 * hour
  assert.equal(await rotateTicketKeys(store, clock.now), false)
  const before = tickets.issue('joe@pve', clock.now)
  clock.now = start + 24 * hour
  assert.equal(await rotateTicketKeys(store, clock.now), true)
  assert.equal(await rotateTicketKeys(store, clock.now), false)
  const fresh = createTickets(ticketKeys(store))
  assert.equal(fresh.verify(before, clock.now), 'joe@pve')
  assert.equal(fresh.verify(fresh.issue('amy@pve', clock.now), clock.now), 'amy@pve')
  clock.now += 24 * hour
  await rotateTicketKeys(store, clock.now)
  assert.equal(createTickets(ticketKeys(store)).verify(before.replace(/:[0-9A-F]{8}:/, ':6B49D200:'), start), undefined)
})

test('two nodes that start at once end up with the same keys', async () => {
  const store = new MemoryStore()
  await Promise.all([ensureTicketKeys(store), ensureTicketKeys(store)])
  const tickets = createTickets(ticketKeys(store))
  assert.equal(tickets.verify(tickets.issue('joe@pve', start), start), 'joe@pve')
})

test('a CSRF token is bound to its user and valid for a day', async () => {
  const { keys } = await setUp()
  const token = issueCsrfToken(keys, 'joe@pve', start)
  assert.match(token, /^6B49D200:[A-Za-z0-9+/]+$/)
  assert.equal(verifyCsrfToken(keys, token, 'joe@pve', start + 23 * hour), true)
  assert.equal(verifyCsrfToken(keys, token, 'amy@pve', start), false)
  assert.equal(verifyCsrfToken(keys, token, 'joe@pve', start + 24 * hour), false)
  assert.equal(verifyCsrfToken(keys, `${token}A`, 'joe@pve', start), false)
  assert.equal(verifyCsrfToken(keys, '', 'joe@pve', start), false)
})

test('a console ticket is bound to user, path and port, and soon over', async () => {
  const { keys } = await setUp()
  const grant = { authid: 'joe@pve', path: '/vms/100', port: 5900 }
  const ticket = issueVncTicket(keys, grant, start)
  assert.match(ticket, /^PVEVNC:6B49D200::/)
  assert.equal(verifyVncTicket(keys, ticket, grant, start + 30_000), true)
  assert.equal(verifyVncTicket(keys, ticket, grant, start + 40_000), false)
  assert.equal(verifyVncTicket(keys, ticket, { ...grant, port: 5901 }, start), false)
  assert.equal(verifyVncTicket(keys, ticket, { ...grant, path: '/vms/101' }, start), false)
  assert.equal(verifyVncTicket(keys, ticket, { ...grant, authid: 'amy@pve' }, start), false)
})

test('a second-factor ticket is bound to its user', async () => {
  const { keys } = await setUp()
  const ticket = issueTfaTicket(keys, 'joe@pve', { totp: true, recovery: [0, 1] }, start)
  assert.match(ticket, /^PVE:!tfa!%7B%22totp%22%3Atrue/)
  assert.equal(verifyTfaTicket(keys, ticket, 'joe@pve', start), true)
  assert.equal(verifyTfaTicket(keys, ticket, 'amy@pve', start), false)
  assert.equal(verifyTfaTicket(keys, ticket, 'joe@pve', start + 300_000), false)
})
