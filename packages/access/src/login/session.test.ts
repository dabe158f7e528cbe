import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Reply } from '@quorate/contract'
import { decodeParameters } from '@quorate/schema'
import { sessionApi } from '../session.api.ts'
import { accessFixture, rootCaller, userCaller } from '../testing/access-fixture.ts'
import { addTfaEntry } from '../tfa/change-tfa.ts'
import { createTicket } from './ticket.ts'

const hour = 3_600_000
const address = '10.0.0.1'
const visitor = { ...userCaller(''), address }

async function setUp() {
  const fixture = await accessFixture('acl:1:/vms:joe@pve:PVEVMUser:\n')
  const { access } = fixture
  const [open, close] = sessionApi(access, () => 'lab')
  const handle = async (one: typeof open, caller: typeof rootCaller, parameters: object) => {
    const decoded = decodeParameters(one!.spec.parameters, parameters as Record<string, unknown>)
    assert.ok('ok' in decoded)
    const reply = await one!.handler({ caller } as never, decoded.ok as never)
    assert.ok(reply instanceof Reply)
    return { data: reply.data as Record<string, unknown>, cookie: reply.cookie }
  }
  return Object.assign(fixture, {
    open: (parameters: object, caller = visitor) => handle(open, caller, parameters),
    close: () => handle(close, visitor, {}),
    withCookie: (cookie: string, method = 'GET', csrf?: string) =>
      access.authenticator.authenticate({ cookie, address, ...(csrf && { csrf }) }, method),
  })
}

test('a browser logs in: the ticket is in the cookie and nowhere in the answer', async () => {
  await using f = await setUp()
  const { data, cookie } = await f.open({ username: 'joe', realm: 'pve', password: 'joesecret' })
  assert.deepEqual(Object.keys(data).toSorted(), ['CSRFPreventionToken', 'cap', 'clustername', 'expire', 'username'])
  assert.equal(data.expire, f.clock.now / 1000 + 7200)
  assert.ok(cookie?.ticket)
  assert.ok(!JSON.stringify(data).includes(cookie.ticket.split('::')[1] ?? ''))
  assert.equal(f.withCookie(`__Host-PVEAuthCookie=${encodeURIComponent(cookie.ticket)}`)?.authid, 'joe@pve')
  assert.throws(() => f.withCookie(`__Host-PVEAuthCookie=${cookie.ticket}`, 'PUT'), { status: 401, message: /csrf/ })
  assert.equal(f.withCookie(`__Host-PVEAuthCookie=${cookie.ticket}`, 'PUT', String(data.CSRFPreventionToken))?.authid, 'joe@pve')
  assert.equal(f.withCookie(`x__Host-PVEAuthCookie=${cookie.ticket}`), undefined)
})

test('the cookie that only this host can set wins over the other, wherever it stands', async () => {
  await using f = await setUp()
  const joe = (await f.open({ username: 'joe@pve', password: 'joesecret' })).cookie?.ticket
  const { ticket: root = '' } = (await createTicket(f.access, { username: 'root@pam', password: 'rootroot', address }, undefined)) as {
    ticket?: string
  }
  assert.equal(f.withCookie(`PVEAuthCookie=${root}; __Host-PVEAuthCookie=${joe}`)?.authid, 'joe@pve')
  assert.equal(f.withCookie(`__Host-PVEAuthCookie=${joe}; PVEAuthCookie=${root}`)?.authid, 'joe@pve')
  assert.throws(() => f.withCookie(`PVEAuthCookie=${root}; __Host-PVEAuthCookie=forged`), { status: 401 })
})

test('a session is renewed before it ends, and not without one', async () => {
  await using f = await setUp()
  const first = await f.open({ username: 'joe@pve', password: 'joesecret' })
  f.clock.now += 1.9 * hour
  const caller = f.withCookie(`__Host-PVEAuthCookie=${first.cookie?.ticket}`)
  const renewed = await f.open({}, caller!)
  assert.equal(renewed.data.username, 'joe@pve')
  assert.equal(renewed.data.expire, f.clock.now / 1000 + 7200)
  f.clock.now += 0.2 * hour
  assert.throws(() => f.withCookie(`__Host-PVEAuthCookie=${first.cookie?.ticket}`), { status: 401 })
  assert.equal(f.withCookie(`__Host-PVEAuthCookie=${renewed.cookie?.ticket}`)?.authid, 'joe@pve')
  await assert.rejects(f.open({}), { status: 401 })
  await assert.rejects(f.open({}, { ...userCaller('joe@pve'), authid: 'joe@pve!ci', token: 'ci' }), { status: 401 })
})

test('wrong passwords are refused and counted as for tickets', async () => {
  await using f = await setUp()
  for (let count = 0; count < 5; count++) {
    await assert.rejects(f.open({ username: 'joe@pve', password: `wrong${count}` }), { status: 401, message: 'authentication failure' })
  }
  await assert.rejects(f.open({ username: 'joe@pve', password: 'joesecret' }), /too many failed attempts/)
  await assert.rejects(
    createTicket(f.access, { username: 'joe@pve', password: 'joesecret', address }, undefined),
    /too many failed attempts/,
  )
})

test('a second factor comes before the cookie', async () => {
  await using f = await setUp()
  const { recovery = [] } = await addTfaEntry(f.access, rootCaller, 'joe@pve', { type: 'recovery' })
  const first = await f.open({ username: 'joe@pve', password: 'joesecret' })
  assert.deepEqual([first.cookie, Object.keys(first.data)], [undefined, ['username', 'NeedTFA', 'challenge']])
  const challenge = String(first.data.challenge)
  assert.throws(() => f.withCookie(`__Host-PVEAuthCookie=${encodeURIComponent(challenge)}`), { status: 401 })
  const second = (password: string) => f.open({ username: 'joe@pve', password, 'tfa-challenge': challenge })
  await assert.rejects(second('recovery:wrong'), { status: 401 })
  assert.ok((await second(`recovery:${recovery[0]}`)).cookie?.ticket)
})

test('a logout takes the cookie away', async () => {
  await using f = await setUp()
  assert.deepEqual((await f.close()).cookie, {})
})
