/** How a browser logs in: the cookie of its session on the wire, and everywhere that it counts. */
import assert from 'node:assert/strict'
import { get } from 'node:https'
import { after, before, test } from 'node:test'
import { password, Product } from '../../product.ts'
import { form, json, send } from './raw-http.ts'

const product = new Product()
const path = '/api2/json/access/session'

function login(headers: Readonly<Record<string, string>> = {}) {
  return send(product, 'POST', path, { headers: { ...json, ...headers }, body: JSON.stringify({ username: 'root@pam', password }) })
}

/** Headers of the requests that follow an answer with a cookie. */
function session(answer: Awaited<ReturnType<typeof login>>): { cookie: string } {
  return { cookie: (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '' }
}

before(() => product.start())
after(() => product.destroy())

test('the cookie is for this host, over TLS, and out of reach of scripts and other sites', async () => {
  const answer = await login()
  assert.equal(answer.status, 200, answer.reason)
  assert.match(
    answer.headers['set-cookie']?.join('|') ?? '',
    /^__Host-PVEAuthCookie=PVE%3Aroot%40pam%3A[^;|]+; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
  )
  assert.doesNotMatch(answer.text, /"PVE:|ticket/)
  assert.equal(answer.headers['cache-control'], 'no-store')
  const out = await send(product, 'DELETE', path, { headers: session(answer) })
  assert.match(out.headers['set-cookie']?.join('|') ?? '', /^__Host-PVEAuthCookie=; Max-Age=0; Path=\/; Secure; HttpOnly; SameSite=Strict$/)
})

test('a refused login sets no cookie', async () => {
  const answer = await send(product, 'POST', path, { headers: form, body: 'username=root@pam&password=wrong' })
  assert.deepEqual([answer.status, answer.headers['set-cookie']], [401, undefined])
})

test('a page that was loaded anew renews its session without a CSRF token, a stranger does not', async () => {
  const cookie = session(await login())
  const renewed = await send(product, 'POST', path, { headers: cookie })
  assert.equal(renewed.status, 200, renewed.reason)
  assert.ok(renewed.json.data.CSRFPreventionToken)
  assert.equal((await send(product, 'GET', '/api2/json/nodes', { headers: session(renewed) })).status, 200)
  assert.equal((await send(product, 'POST', path)).status, 401)
  assert.equal(
    (await send(product, 'POST', path, { headers: { cookie: '__Host-PVEAuthCookie=PVE%3Aroot%40pam%3A6B49D200%3A%3Aforged' } })).status,
    401,
  )
})

test('pages of other sites cannot log anybody in or out', async () => {
  for (const site of ['cross-site', 'same-site']) {
    const answer = await login({ 'sec-fetch-site': site })
    assert.deepEqual([answer.status, answer.headers['set-cookie']], [403, undefined])
    assert.equal((await send(product, 'DELETE', path, { headers: { 'sec-fetch-site': site } })).status, 403)
  }
  for (const site of ['same-origin', 'none']) assert.equal((await login({ 'sec-fetch-site': site })).status, 200)
})

test('the session counts for requests, uploads, events and WebSockets; writing needs its CSRF token', async () => {
  const answer = await login()
  const headers = session(answer)
  const writing = { ...headers, CSRFPreventionToken: String(answer.json.data.CSRFPreventionToken) }
  const pool = (given: Readonly<Record<string, string>>) =>
    send(product, 'POST', '/api2/json/pools', { headers: { ...given, ...form }, body: 'poolid=browser' })
  assert.equal((await pool(headers)).status, 401)
  assert.equal((await pool(writing)).status, 200)

  const boundary = 'part'
  const part = (name: string, text: string) => `--${boundary}\r\nContent-Disposition: form-data; name=${name}\r\n\r\n${text}\r\n`
  const body = `${part('"content"', 'iso')}${part('"filename"; filename="browser.iso"', 'bytes')}--${boundary}--\r\n`
  const upload = (given: Readonly<Record<string, string>>) =>
    send(product, 'POST', `/api2/json/nodes/${product.node}/storage/local/upload`, {
      headers: { ...given, 'content-type': `multipart/form-data; boundary=${boundary}` },
      body,
    })
  assert.equal((await upload(headers)).status, 401)
  const uploaded = await upload(writing)
  assert.equal(uploaded.status, 200, uploaded.reason)

  const type = await new Promise<string | undefined>((resolve, reject) => {
    const following = get(`${product.url}/api2/json/cluster/events`, { headers, rejectUnauthorized: false, agent: false }, response => {
      resolve(response.headers['content-type'])
      following.destroy()
    })
    following.on('error', reject)
  })
  assert.match(type ?? '', /^text\/event-stream/)

  const handshake = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': `${'a'.repeat(22)}==`,
  }
  const socket = (given: Readonly<Record<string, string>>) =>
    send(product, 'GET', `/api2/json/nodes/${product.node}/qemu/100/vncwebsocket?port=5900&vncticket=none`, {
      headers: { ...given, ...handshake },
    })
  assert.match((await socket({})).reason, /No ticket/)
  assert.doesNotMatch((await socket(headers)).reason, /No ticket/)
})
