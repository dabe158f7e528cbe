/** What existing clients rely on below any method: the connection, input, answers, errors and types. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { Agent } from 'node:https'
import { after, before, test } from 'node:test'
import { connect, type ConnectionOptions } from 'node:tls'
import { gunzipSync } from 'node:zlib'
import { Product } from '../../product.ts'
import { form, json, rootToken, send, type RawAnswer } from './raw-http.ts'

const product = new Product()
const vm = `/api2/json/nodes/${product.node}/qemu/100`
const idle = new Agent({ keepAlive: true, maxSockets: 1 })
let token: { authorization: string }
let idleSince = 0

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  send(product, 'GET', path, { headers: { ...token, ...headers } })
const put = (path: string, body: string, type: Readonly<Record<string, string>> = form) =>
  send(product, 'PUT', path, { headers: { ...token, ...type }, body })
const config = async () => (await get(`${vm}/config`)).json.data

before(async () => {
  await product.start()
  await product.login()
  token = await rootToken(product, 'wire')
  const ended = await product.task('POST', `/nodes/${product.node}/qemu`, { vmid: 100, name: 'wire', memory: 64, kvm: 0, scsi0: 'local:1' })
  assert.equal(ended, 'OK')
  await send(product, 'GET', '/api2/json/version', { headers: token, agent: idle })
  idleSince = Date.now()
})
after(async () => {
  idle.destroy()
  await product.destroy()
})

function handshake(options: ConnectionOptions): Promise<{ alpn: string | false | null; version: string | null }> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: product.port, rejectUnauthorized: false, ...options }, () => {
      resolve({ alpn: socket.alpnProtocol, version: socket.getProtocol() })
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

test('TLS 1.2 and 1.3 are spoken, nothing older, and never HTTP/2', async () => {
  assert.deepEqual(await handshake({ ALPNProtocols: ['h2', 'http/1.1'], maxVersion: 'TLSv1.2' }), { alpn: 'http/1.1', version: 'TLSv1.2' })
  assert.deepEqual(await handshake({ ALPNProtocols: ['h2', 'http/1.1'] }), { alpn: 'http/1.1', version: 'TLSv1.3' })
  assert.equal((await handshake({})).alpn, false)
  await assert.rejects(handshake({ ALPNProtocols: ['h2'] }))
  await assert.rejects(handshake({ minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }))
})

test('an answer is JSON of the known type, with the data below data', async () => {
  const answer = await get('/api2/json/version')
  assert.deepEqual([answer.status, answer.headers['content-type']], [200, 'application/json;charset=UTF-8'])
  assert.deepEqual(Object.keys(answer.json), ['data'])
})

test('an answer is compressed only when asked for and worth it', async () => {
  const large = '/api2/json/access/roles'
  assert.equal((await get(large)).headers['content-encoding'], undefined)
  assert.equal((await get(large, { 'accept-encoding': 'identity, gzip;q=0' })).headers['content-encoding'], undefined)
  const packed = await get(large, { 'accept-encoding': 'gzip, deflate' })
  assert.equal(packed.headers['content-encoding'], 'gzip')
  assert.deepEqual(JSON.parse(gunzipSync(packed.bytes).toString()), (await get(large)).json)
  assert.equal((await get('/api2/json/version', { 'accept-encoding': 'gzip' })).headers['content-encoding'], undefined)
})

test('extjs answers are always HTTP 200 and tell in the body', async () => {
  const good = await get('/api2/extjs/version')
  assert.deepEqual([good.status, good.json.success], [200, 1])
  assert.equal(typeof good.json.data.version, 'string')
  const bad = await send(product, 'PUT', vm.replace('json', 'extjs') + '/config', { headers: { ...token, ...form }, body: 'cores=many' })
  assert.equal(bad.status, 200)
  assert.deepEqual(
    { ...bad.json, errors: Object.keys(bad.json.errors) },
    {
      success: 0,
      status: 400,
      message: bad.json.message,
      errors: ['cores'],
      data: null,
    },
  )
  assert.match(bad.json.message, /^Parameter verification failed\./)
})

test('forms, JSON with real booleans and numbers, and the query all bring parameters', async () => {
  assert.deepEqual((await put(`${vm}/config`, 'cores=2&onboot=1')).json, { data: null })
  assert.deepEqual([(await config()).cores, (await config()).onboot], [2, 1])
  assert.deepEqual((await put(`${vm}/config`, '{"cores":3,"onboot":false,"_dc":1}', json)).json, { data: null })
  assert.deepEqual([(await config()).cores, (await config()).onboot], [3, 0])
  assert.equal((await get('/api2/json/cluster/resources?type=vm&_dc=1700000000000')).json.data.length, 1)
  const created = await send(product, 'POST', '/api2/json/pools', { headers: { ...token, ...form }, body: 'poolid=wire' })
  assert.deepEqual([created.status, created.text], [200, '{"data":null}'])
  const removed = await send(product, 'DELETE', '/api2/json/pools?poolid=wire', { headers: token })
  assert.deepEqual([removed.status, removed.text], [200, '{"data":null}'])
})

test('booleans are taken in all their spellings, and others are refused', async () => {
  for (const [text, value] of [
    ['1', 1],
    ['no', 0],
    ['on', 1],
    ['false', 0],
    ['yes', 1],
    ['off', 0],
    ['true', 1],
    ['0', 0],
  ] as const) {
    assert.equal((await put(`${vm}/config`, `onboot=${text}`)).status, 200, text)
    assert.equal((await config()).onboot, value, text)
  }
  assert.deepEqual(Object.keys((await put(`${vm}/config`, 'onboot=perhaps')).json.errors), ['onboot'])
})

test('lists come as one text, repeated keys or a JSON array', async () => {
  const spellings: [string, Readonly<Record<string, string>>][] = [
    ['delete=name,description', form],
    ['delete=name&delete=description', form],
    ['{"delete":["name","description"]}', json],
    ['delete=name%20description', form],
    ['delete=name%3Bdescription', form],
  ]
  for (const [body, type] of spellings) {
    assert.equal((await put(`${vm}/config`, 'name=listed&description=x')).status, 200)
    const answer = await put(`${vm}/config`, body, type)
    assert.equal(answer.status, 200, `${body}: ${answer.reason}`)
    const { name, description } = await config()
    assert.deepEqual([name, description], [undefined, undefined], body)
  }
})

function refused(answer: RawAnswer, status: number, reason: string | RegExp): void {
  assert.equal(answer.status, status, answer.reason)
  if (typeof reason === 'string') assert.equal(answer.reason, reason)
  else assert.match(answer.reason, reason)
  assert.equal(answer.json.data, null)
}

test('all bad parameters are named at once', async () => {
  const answer = await put(`${vm}/config`, 'cores=many&ostype=beos&nonsense=1&onboot=perhaps')
  refused(answer, 400, 'Parameter verification failed.')
  assert.deepEqual(Object.keys(answer.json.errors).toSorted(), ['cores', 'nonsense', 'onboot', 'ostype'])
  for (const text of Object.values(answer.json.errors)) assert.ok(typeof text === 'string' && text.length > 5)
  assert.match(answer.json.message, /^Parameter verification failed\./)
})

test('without or with bad credentials the answer is 401 and says no more', async () => {
  const wrong: Record<string, string>[] = [
    {},
    { authorization: 'PVEAPIToken=root@pam!wire=0' },
    { cookie: 'PVEAuthCookie=x' },
    { authorization: 'Basic eDp5' },
  ]
  for (const headers of wrong) {
    const answer = await send(product, 'GET', '/api2/json/nodes', { headers })
    assert.deepEqual([answer.status, answer.text], [401, '{"data":null}'])
  }
})

test('a missing permission is named in the reason', async () => {
  await product.ok('POST', '/access/users', { userid: 'nobody@pve' })
  const { value } = await product.ok('POST', '/access/users/nobody@pve/token/ci', { privsep: 0 })
  const headers = { authorization: `PVEAPIToken=nobody@pve!ci=${value}` }
  refused(await send(product, 'POST', `${vm}/status/start`, { headers }), 403, 'Permission check failed (/vms/100, VM.PowerMgmt)')
  assert.deepEqual(
    (await send(product, 'GET', '/api2/json/cluster/resources', { headers })).json.data.filter(
      (row: { type: string }) => row.type === 'qemu',
    ),
    [],
  )
})

test('what does not exist is a 500 with a text that clients match', async () => {
  const missing = await get(`/api2/json/nodes/${product.node}/qemu/999/config`)
  refused(missing, 500, /999.* does not exist/)
  assert.match(missing.json.message, /does not exist/)
  refused(
    await send(product, 'POST', `/api2/json/nodes/${product.node}/qemu`, { headers: { ...token, ...form }, body: 'vmid=100' }),
    500,
    /VM 100 already exists/,
  )
  refused(await get('/api2/json/storage/nowhere'), 500, /does not exist/)
  refused(await get('/api2/json/pools/nowhere'), 500, /does not exist/)
})

test('an unknown path or method is a 501', async () => {
  refused(await get('/api2/json/nothing/at/all'), 501, "Method 'GET /nothing/at/all' not implemented")
  refused(await send(product, 'DELETE', '/api2/json/version', { headers: token }), 501, "Method 'DELETE /version' not implemented")
  refused(await send(product, 'PATCH', '/api2/json/version', { headers: token }), 501, /not implemented/)
  const head = await send(product, 'HEAD', '/api2/json/version', { headers: token })
  assert.deepEqual([head.status, head.text], [501, ''])
})

test('a reason is Latin-1 on one line, whatever the text holds', async () => {
  const missing = await put(`${vm}/config`, JSON.stringify({ virtio1: 'local:0,import-from=/no/sö\u2014.qcow2' }), json)
  assert.match(missing.reason, /\/no\/sö\?\.qcow2/)
  const injected = await get('/api2/json/x%0d%0aSet-Cookie:%20a=b')
  assert.equal(injected.status, 501)
  assert.equal(injected.headers['set-cookie'], undefined)
})

test('a file that is not there is a 404', async () => {
  assert.equal((await get('/no/such/file.js')).status, 404)
})

test('types are those that clients know', async () => {
  assert.equal((await get('/api2/json/cluster/nextid')).text, '{"data":"101"}')
  const { data: status } = (await get(`/api2/json/nodes/${product.node}/status`)).json
  assert.ok(status.loadavg.length === 3 && status.loadavg.every((load: unknown) => typeof load === 'string'))
  assert.deepEqual([typeof status.cpuinfo.mhz, typeof status.cpuinfo.hvm, typeof status.cpuinfo.cpus], ['string', 'string', 'number'])
  const shown = await config()
  assert.deepEqual([shown.memory, shown.kvm, shown.template], ['64', 0, undefined])
  assert.equal((await get('/api2/json/pools')).text, '{"data":[]}')
  assert.equal((await get('/api2/json/cluster/backup')).json.data?.length ?? 0, 0)
  for (const path of [
    '/cluster/resources',
    '/nodes',
    `/nodes/${product.node}/qemu/100/config`,
    '/access/permissions',
    '/access/users?full=1',
  ]) {
    assert.doesNotMatch((await get(`/api2/json${path}`)).text, /":(?:true|false|-?\d[\d.]*e)/i, path)
  }
})

test('a config comes with the SHA-1 of its file, and a stale one refuses a change', async () => {
  const { digest } = await config()
  assert.match(digest, /^[0-9a-f]{40}$/)
  assert.equal(digest, createHash('sha1').update(product.file('etc/pve/qemu-server/100.conf')).digest('hex'))
  assert.equal((await put(`${vm}/config`, `cores=1&digest=${digest}`)).status, 200)
  const text = 'detected modified configuration - file changed by other user? Try again.'
  refused(await put(`${vm}/config`, `cores=2&digest=${digest}`), 500, text)
  refused(await send(product, 'POST', `${vm}/config`, { headers: { ...token, ...form }, body: `cores=2&digest=${digest}` }), 500, text)
  assert.equal((await config()).cores, 1)
})

test('a connection that was idle for longer than 5 s still serves', async () => {
  await new Promise(resolve => setTimeout(resolve, Math.max(0, 6000 - (Date.now() - idleSince))))
  const [before] = Object.values(idle.freeSockets).flat()
  assert.ok(before)
  assert.equal((await send(product, 'GET', '/api2/json/version', { headers: token, agent: idle })).status, 200)
  assert.equal(Object.values(idle.freeSockets).flat()[0], before)
})
