import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessFixture, rootCaller } from '../testing/access-fixture.ts'
import { addTfaEntry } from '../tfa/change-tfa.ts'
import { parseTotpUri, totpCode } from '../tfa/totp.ts'
import { createTicket, type TicketRequest } from './ticket.ts'

const address = '10.0.0.1'
const hour = 3_600_000
const uri = 'otpauth://totp/quorate:joe@pve?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=quorate'

type Answer = Awaited<ReturnType<typeof createTicket>> & { ticket: string; CSRFPreventionToken: string; NeedTFA?: number }

async function setUp(config = 'acl:1:/vms:joe@pve:PVEVMUser:\n', delayMs = 0) {
  const fixture = await accessFixture(config, delayMs)
  const post = async (request: Partial<TicketRequest>) =>
    (await createTicket(fixture.access, { username: 'joe@pve', password: 'joesecret', address, ...request }, 'lab')) as Answer
  const withTicket = (ticket: string, method = 'GET', csrf?: string) =>
    fixture.access.authenticator.authenticate({ cookie: `a=b; PVEAuthCookie=${ticket}`, address, ...(csrf && { csrf }) }, method)
  return Object.assign(fixture, { post, withTicket })
}

test('a client logs in, reads with the cookie, writes with the CSRF token and renews with the ticket', async () => {
  await using f = await setUp()
  const answer = await f.post({ username: 'joe', realm: 'pve' })
  assert.equal(answer.username, 'joe@pve')
  assert.match(answer.ticket, /^PVE:joe@pve:[0-9A-F]{8}::/)
  assert.deepEqual(Object.keys(answer).toSorted(), ['CSRFPreventionToken', 'cap', 'clustername', 'ticket', 'username'])
  assert.deepEqual(f.withTicket(answer.ticket), { authid: 'joe@pve', userid: 'joe@pve', root: false, address })
  assert.deepEqual(f.withTicket(encodeURIComponent(answer.ticket))?.authid, 'joe@pve')
  for (const ticket of [answer.ticket, encodeURIComponent(answer.ticket)]) {
    assert.equal(f.access.authenticator.authenticate({ authorization: `PVEAuthCookie=${ticket}`, address }, 'GET')?.authid, 'joe@pve')
  }
  assert.throws(() => f.withTicket(answer.ticket, 'POST'), { status: 401, message: /csrf/ })
  assert.equal(f.withTicket(answer.ticket, 'POST', answer.CSRFPreventionToken)?.authid, 'joe@pve')
  f.clock.now += 1.9 * hour
  const renewed = await f.post({ password: answer.ticket })
  f.clock.now += 0.2 * hour
  assert.throws(() => f.withTicket(answer.ticket), { status: 401, message: /invalid PVE ticket/ })
  assert.equal(f.withTicket(renewed.ticket)?.authid, 'joe@pve')
  await assert.rejects(f.post({ password: answer.ticket }), { status: 401, message: 'authentication failure' })
  await assert.rejects(f.post({ username: 'root@pam', password: renewed.ticket }), { status: 401, message: 'authentication failure' })
})

test('the answer says what the user may do, by kind of object', async () => {
  await using f = await setUp('acl:1:/vms/100:joe@pve:PVEVMUser:\nacl:1:/:root@pam:NoAccess:\n')
  const { cap } = (await f.post({})) as unknown as { cap: Record<string, Record<string, number>> }
  assert.equal(cap.vms?.['VM.Console'], 1)
  assert.deepEqual(cap.nodes, {})
  const root = (await f.post({ username: 'root@pam', password: 'rootroot' })) as unknown as { cap: Record<string, Record<string, number>> }
  assert.equal(root.cap.nodes?.['Sys.PowerMgmt'], 1)
  assert.equal(root.cap.dc?.['Sys.Audit'], 1)
  assert.deepEqual(Object.keys(root.cap).toSorted(), ['access', 'dc', 'mapping', 'nodes', 'sdn', 'storage', 'vms'])
})

test('an unknown user, a disabled one and a wrong password are refused alike, after the delay', async () => {
  await using f = await setUp('user:off@pve:0:0::::::\ntoken:joe@pve!ci:0:0::\n', 60)
  for (const request of [
    { username: 'who@pve' },
    { username: 'off@pve' },
    { password: 'wrong' },
    { username: 'joe@nowhere' },
    { username: 'joe@pve!ci' },
  ]) {
    const started = performance.now()
    await assert.rejects(f.post(request), { status: 401, message: 'authentication failure' })
    assert.ok(performance.now() - started >= 55)
  }
})

test('a realm that cannot be used says so', async () => {
  await using f = await setUp('user:ann@corp:1:0::::::\n')
  await f.store.update('domains.cfg', rootCaller, () => 'ldap: corp\n\tserver1 x\n\tbase_dn y\n\tuser_attr uid\n')
  await assert.rejects(f.post({ username: 'ann@corp' }), { status: 501, message: /realms of type ldap are not supported yet/ })
})

test('a ticket ends with its user', async () => {
  await using f = await setUp()
  const { ticket } = await f.post({})
  await f.store.update('user.cfg', rootCaller, text => text?.replace('joe@pve:1', 'joe@pve:0'))
  assert.throws(() => f.withTicket(ticket), { status: 401 })
})

test('guessing is blocked, for this address only', async () => {
  await using f = await setUp()
  for (let count = 0; count < 5; count++) await assert.rejects(f.post({ password: `wrong${count}` }), /authentication failure$/)
  await assert.rejects(f.post({}), { status: 401, message: /too many failed attempts/ })
  assert.ok((await f.post({ address: '10.0.0.2' })).ticket)
  f.clock.now += 2000
  assert.ok((await f.post({})).ticket)
})

test('a login with a second factor takes two steps, and a code works once', async () => {
  await using f = await setUp()
  const totp = parseTotpUri(uri)
  const code = (steps = 0) => totpCode(totp, Math.floor(f.clock.now / 30_000) + steps)
  await addTfaEntry(f.access, rootCaller, 'joe@pve', { type: 'totp', description: 'phone', totp: uri, value: code() })
  const { recovery = [] } = await addTfaEntry(f.access, rootCaller, 'joe@pve', { type: 'recovery' })
  assert.equal(recovery.length, 10)
  const first = await f.post({})
  assert.equal(first.NeedTFA, 1)
  assert.match(first.ticket, /^PVE:!tfa!/)
  assert.deepEqual(JSON.parse(decodeURIComponent(first.ticket.slice(9).split(':')[0] ?? '')), {
    totp: true,
    recovery: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  })
  assert.throws(() => f.withTicket(first.ticket), { status: 401 })
  await assert.rejects(f.post({ password: first.ticket }), { status: 401 })
  const second = (response: string) => f.post({ challenge: first.ticket, password: response })
  await assert.rejects(second('totp:000000'), { status: 401, message: 'authentication failure' })
  await assert.rejects(second('joesecret'), { status: 401 })
  const done = await second(`totp:${code()}`)
  assert.equal(f.withTicket(done.ticket)?.authid, 'joe@pve')
  await assert.rejects(second(`totp:${code()}`), { status: 401 })
  await assert.rejects(second(`totp:${code(-1)}`), { status: 401 })
  assert.ok((await second(`totp:${code(1)}`)).ticket)
  assert.ok((await second(`recovery:${recovery[3]}`)).ticket)
  await assert.rejects(second(`recovery:${recovery[3]}`), { status: 401 })
  assert.ok((await f.post({ password: done.ticket })).ticket, 'renewal needs no second factor')
})

test('eight wrong codes lock TOTP until a recovery key opens it', async () => {
  await using f = await setUp()
  const totp = parseTotpUri(uri)
  const code = () => totpCode(totp, Math.floor(f.clock.now / 30_000))
  await addTfaEntry(f.access, rootCaller, 'joe@pve', { type: 'totp', totp: uri, value: code() })
  const { recovery = [] } = await addTfaEntry(f.access, rootCaller, 'joe@pve', { type: 'recovery' })
  const { secondFactors } = f.access
  for (let count = 0; count < 8; count++) assert.equal(await secondFactors.verify('joe@pve', 'totp:000000', f.clock.now), false)
  assert.equal(await secondFactors.verify('joe@pve', `totp:${code()}`, f.clock.now), false)
  assert.equal(secondFactors.challenge('joe@pve')?.totp, false)
  assert.equal(await secondFactors.verify('joe@pve', `recovery:${recovery[0]}`, f.clock.now), true)
  assert.equal(await secondFactors.verify('joe@pve', `totp:${code()}`, f.clock.now), true)
})

test('a hundred wrong factors lock them all for an hour, or until an administrator unlocks', async () => {
  await using f = await setUp()
  const { recovery = [] } = await addTfaEntry(f.access, rootCaller, 'joe@pve', { type: 'recovery' })
  const { secondFactors } = f.access
  const verify = (key: string) => secondFactors.verify('joe@pve', `recovery:${key}`, f.clock.now)
  for (let count = 0; count < 100; count++) assert.equal(await verify('0000-0000-0000-0000'), false)
  assert.equal(await verify(recovery[0] ?? ''), false)
  f.clock.now += hour
  assert.equal(await verify(recovery[0] ?? ''), true)
  for (let count = 0; count < 100; count++) await verify('0000-0000-0000-0000')
  assert.equal(await secondFactors.unlock('joe@pve', rootCaller), true)
  assert.equal(await verify(recovery[1] ?? ''), true)
})

test('root@pam of a trial logs in with the password of the trial', async () => {
  await using f = await setUp()
  const answer = await f.post({ username: 'root', realm: 'pam', password: 'rootroot' })
  assert.equal(f.withTicket(answer.ticket)?.root, true)
})

test('a request with a known ticket is authenticated in microseconds', async () => {
  await using f = await setUp()
  const { ticket } = await f.post({})
  const rounds = 20_000
  const best = Math.min(
    ...Array.from({ length: 5 }, () => {
      const started = process.cpuUsage()
      for (let count = 0; count < rounds; count++) f.withTicket(ticket)
      const { user, system } = process.cpuUsage(started)
      return (user + system) / rounds
    }),
  )
  assert.ok(best < 5, `${best} µs`)
})
