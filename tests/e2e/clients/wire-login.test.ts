/** How clients log in: tickets, second factors and API tokens, in every form that the field sends them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { password, Product } from '../../product.ts'
import { form, json, rootToken, send } from './raw-http.ts'

const product = new Product()
let token: { authorization: string }

interface Login {
  readonly username: string
  readonly ticket: string
  readonly CSRFPreventionToken: string
  readonly cap: Readonly<Record<string, unknown>>
  readonly NeedTFA?: number
}

async function login(fields: Readonly<Record<string, string>>): Promise<Login> {
  const body = new URLSearchParams(fields).toString()
  const answer = await send(product, 'POST', '/api2/json/access/ticket', { headers: form, body })
  assert.equal(answer.status, 200, answer.reason)
  return answer.json.data
}

before(async () => {
  await product.start()
  await product.login()
  token = await rootToken(product, 'wire')
})
after(() => product.destroy())

test('a login answers a ticket of the known form, a CSRF token and what the user may do', async () => {
  const spellings: Record<string, string>[] = [
    { username: 'root@pam', password },
    { username: 'root', realm: 'pam', password },
  ]
  for (const fields of spellings) {
    const answer = await login(fields)
    assert.equal(answer.username, 'root@pam')
    assert.match(answer.ticket, /^PVE:root@pam:[0-9A-F]{8}::[A-Za-z0-9+/]+=*$/)
    assert.match(answer.CSRFPreventionToken, /^[0-9A-F]{8}:/)
    assert.ok('vms' in answer.cap && 'storage' in answer.cap && 'dc' in answer.cap)
    assert.equal(answer.NeedTFA, undefined)
  }
})

test('a ticket sent as the password is renewed, and no other ticket is', async () => {
  const { ticket } = await login({ username: 'root@pam', password })
  assert.match((await login({ username: 'root@pam', password: ticket })).ticket, /^PVE:root@pam:/)
  await product.ok('POST', '/access/users', { userid: 'other@pve', password: 'another-password' })
  const body = new URLSearchParams({ username: 'other@pve', password: ticket }).toString()
  assert.equal((await send(product, 'POST', '/api2/json/access/ticket', { headers: form, body })).status, 401)
})

test('a failed login is a 401 that says nothing of the user, after a delay', async () => {
  const begun = Date.now()
  for (const username of ['root@pam', 'nobody@pve']) {
    const body = new URLSearchParams({ username, password: 'wrong' }).toString()
    const answer = await send(product, 'POST', '/api2/json/access/ticket', { headers: form, body })
    assert.deepEqual([answer.status, answer.text], [401, '{"data":null}'])
  }
  const each = (Date.now() - begun) / 2
  assert.ok(each > 200 && each < 4500, `${each} ms per failed login; clients wait for 5 s`)
})

test('a ticket is taken as a cookie, encoded or not, and as Authorization', async () => {
  const { ticket } = await login({ username: 'root@pam', password })
  const spellings: Record<string, string>[] = [
    { cookie: `PVEAuthCookie=${encodeURIComponent(ticket)}` },
    { cookie: `PVEAuthCookie=${ticket}` },
    { cookie: `theme=dark; PVEAuthCookie=${ticket}; x=y` },
    { authorization: `PVEAuthCookie=${ticket}` },
    { authorization: `PVEAuthCookie=${encodeURIComponent(ticket)}` },
  ]
  for (const headers of spellings) {
    assert.equal((await send(product, 'GET', '/api2/json/nodes', { headers })).status, 200, JSON.stringify(headers).slice(0, 60))
  }
  const changed = ticket.replace('root@pam', 'toor@pam')
  assert.equal((await send(product, 'GET', '/api2/json/nodes', { headers: { cookie: `PVEAuthCookie=${changed}` } })).status, 401)
})

test('with a ticket writing needs the CSRF token of the same login', async () => {
  const { ticket, CSRFPreventionToken } = await login({ username: 'root@pam', password })
  const cookie = `PVEAuthCookie=${ticket}`
  const make = (headers: Readonly<Record<string, string>>, poolid: string) =>
    send(product, 'POST', '/api2/json/pools', { headers: { ...headers, ...form }, body: `poolid=${poolid}` })
  assert.equal((await make({ cookie }, 'none')).status, 401)
  assert.equal((await make({ cookie, CSRFPreventionToken: `${CSRFPreventionToken.slice(0, -4)}AAAA` }, 'forged')).status, 401)
  assert.equal((await make({ authorization: cookie }, 'none')).status, 401)
  assert.equal((await make({ cookie, CSRFPreventionToken }, 'good')).status, 200)
  assert.deepEqual(
    (await product.ok('GET', '/pools')).map((pool: { poolid: string }) => pool.poolid),
    ['good'],
  )
})

test('an API token is taken with = and with a space, and needs no CSRF token', async () => {
  const spaced = { authorization: token.authorization.replace('PVEAPIToken=', 'PVEAPIToken ') }
  assert.equal((await send(product, 'GET', '/api2/json/nodes', { headers: spaced })).status, 200)
  const made = await send(product, 'POST', '/api2/json/pools', { headers: { ...token, ...json }, body: '{"poolid":"by-token"}' })
  assert.equal(made.status, 200)
})

test('a token is no password: it cannot get a ticket, and one with separated privileges may nothing at first', async () => {
  const body = new URLSearchParams({ username: 'root@pam!wire', password: token.authorization.split('=').at(-1) ?? '' }).toString()
  assert.equal((await send(product, 'POST', '/api2/json/access/ticket', { headers: form, body })).status, 401)
  const { value } = await product.ok('POST', '/access/users/root@pam/token/separate', { privsep: 1 })
  const headers = { authorization: `PVEAPIToken=root@pam!separate=${value}` }
  assert.equal((await send(product, 'GET', '/api2/json/cluster/config/nodes', { headers })).status, 403)
  assert.equal((await send(product, 'GET', '/api2/json/version', { headers })).status, 200)
})

test('with a second factor the login takes two steps', async t => {
  await product.ok('POST', '/access/users', { userid: 'two@pve', password: 'two-step-password' })
  const made = await product.api('POST', '/access/tfa/two@pve', { type: 'recovery', password })
  if (made.status === 501) return t.skip('the product has no second factors yet')
  const [key] = made.data.recovery
  const first = await login({ username: 'two@pve', password: 'two-step-password' })
  assert.equal(first.NeedTFA, 1)
  assert.match(first.ticket, /^PVE:!tfa!/)
  assert.equal((await send(product, 'GET', '/api2/json/nodes', { headers: { cookie: `PVEAuthCookie=${first.ticket}` } })).status, 401)
  const second = await login({ username: 'two@pve', password: `recovery:${key}`, 'tfa-challenge': first.ticket })
  assert.match(second.ticket, /^PVE:two@pve:/)
  const again = new URLSearchParams({ username: 'two@pve', password: `recovery:${key}`, 'tfa-challenge': first.ticket }).toString()
  assert.equal((await send(product, 'POST', '/api2/json/access/ticket', { headers: form, body: again })).status, 401)
})
