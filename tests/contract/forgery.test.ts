import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { request } from 'node:http'
import { after, before, test } from 'node:test'
import { Product } from '../product.ts'

const product = new Product()
const joe = new Product()
let ticket = ''
let token = ''

before(async () => {
  await product.start()
  await product.login()
  joe.port = product.port
  await product.ok('POST', '/access/users', { userid: 'joe@pve', password: 'a-password' })
  await product.ok('POST', '/access/users', { userid: 'eve@pve', password: 'a-password' })
  token = (await product.ok('POST', '/access/users/joe@pve/token/ci', { privsep: 1 })).value
  await product.ok('PUT', '/access/acl', { path: '/vms', users: 'joe@pve', roles: 'PVEVMAdmin' })
  assert.equal(await product.task('POST', '/nodes/pve/qemu', { vmid: 100, kvm: 0, memory: 32, serial0: 'socket' }), 'OK')
  assert.equal(await product.task('POST', '/nodes/pve/qemu/100/status/start'), 'OK')
  await joe.login('joe@pve', 'a-password')
  ticket = decodeURIComponent(joe.cookie.slice('PVEAuthCookie='.length))
})

after(async () => {
  await joe.destroy()
  await product.destroy()
})

const visitor = (headers: Record<string, string>, method = 'GET', path = '/access/permissions') => {
  const anybody = new Product()
  anybody.port = product.port
  return anybody.api(method, path, method === 'GET' ? undefined : {}, headers).finally(() => anybody.destroy())
}
const withTicket = (text: string) => visitor({ authorization: `PVEAuthCookie=${text}` })
const withToken = (text: string) => visitor({ authorization: `PVEAPIToken=${text}` })

test('a ticket counts only as it was given out', async () => {
  assert.equal((await withTicket(ticket)).status, 200)
  const [text = '', signature = ''] = ticket.split('::')
  const [, , stamp = ''] = text.split(':')
  const later = (Number.parseInt(stamp, 16) + 600).toString(16).toUpperCase()
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const own = (body: string) => `${body}::${sign('sha256', Buffer.from(body), privateKey).toString('base64')}`
  for (const forged of [
    `${text.replace('joe@pve', 'root@pam')}::${signature}`,
    `${text.replace('joe@pve', 'eve@pve')}::${signature}`,
    `${text.replace(stamp, later)}::${signature}`,
    `${text}::`,
    `${text}::${signature.slice(0, -8)}`,
    `${text}::${'A'.repeat(signature.length)}`,
    `${text}::${signature}::${signature}`,
    own('PVE:root@pam:00000000'),
    own(`PVE:root@pam:${stamp}`),
    `PVE:root@pam:${stamp}`,
    'PVE:',
    '::',
    'x'.repeat(10_000),
  ]) {
    assert.equal((await withTicket(forged)).status, 401, forged.slice(0, 80))
  }
})

test('tickets of another kind open no session', async () => {
  const { ticket: terminal } = await joe.ok('POST', '/nodes/pve/qemu/100/termproxy', {})
  assert.equal((await withTicket(terminal)).status, 401)
  const csrf = (await joe.ok('POST', '/access/ticket', { username: 'joe@pve', password: ticket })).CSRFPreventionToken
  assert.equal((await withTicket(csrf)).status, 401)
})

test('a change with a ticket needs the CSRF token of that user', async () => {
  const cookie = joe.cookie
  const { CSRFPreventionToken: foreign } = await product.ok('POST', '/access/ticket', { username: 'eve@pve', password: 'a-password' })
  const { CSRFPreventionToken: own } = await product.ok('POST', '/access/ticket', { username: 'joe@pve', password: 'a-password' })
  const change = (csrf: Record<string, string>) => visitor({ cookie, ...csrf }, 'POST', '/nodes/pve/qemu/100/status/reset')
  assert.equal((await change({})).status, 401)
  assert.equal((await change({ CSRFPreventionToken: foreign })).status, 401)
  assert.equal((await change({ CSRFPreventionToken: `${own}x` })).status, 401)
  assert.equal((await change({ CSRFPreventionToken: own })).status, 200)
})

test('a token needs its whole secret and has no more than was given to it', async () => {
  assert.deepEqual((await withToken(`joe@pve!ci=${token}`)).data, {})
  for (const wrong of [
    `joe@pve!ci=${token.slice(0, -1)}`,
    `joe@pve!ci=${token}0`,
    'joe@pve!ci=',
    `joe@pve!none=${token}`,
    `eve@pve!ci=${token}`,
    `root@pam!ci=${token}`,
    `joe@pve=${token}`,
    `__proto__!ci=${token}`,
  ]) {
    assert.equal((await withToken(wrong)).status, 401, wrong)
  }
  const headers = { authorization: `PVEAPIToken=joe@pve!ci=${token}` }
  assert.equal((await visitor(headers, 'POST', '/nodes/pve/qemu/100/status/reset')).status, 403)
  await product.ok('PUT', '/access/acl', { path: '/', tokens: 'joe@pve!ci', roles: 'Administrator' })
  assert.equal((await visitor(headers, 'POST', '/nodes/pve/qemu/100/status/reset')).status, 200)
  const { status } = await visitor(headers, 'POST', '/access/users/joe@pve/token/more')
  assert.equal(status, 403, 'a limited token made itself another one')
  assert.equal((await visitor(headers, 'GET', '/nodes/pve/status')).status, 403, 'a token had more than its user')
})

test('a console ticket is for its user, its guest and one connection', async () => {
  const handshake = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    'sec-websocket-protocol': 'binary',
  }
  const { ticket: given, port } = await joe.ok('POST', '/nodes/pve/qemu/100/termproxy', {})
  const open = (as: Product, vmid: number, vncticket: string) =>
    as.api('GET', `/nodes/pve/qemu/${vmid}/vncwebsocket?port=${port}&vncticket=${encodeURIComponent(vncticket)}`, undefined, handshake)
  assert.equal((await open(product, 100, given)).status, 401, 'another user')
  assert.equal((await open(joe, 101, given)).status, 401, 'another guest')
  assert.equal((await open(joe, 100, `${given.slice(0, -4)}AAAA`)).status, 401, 'another ticket')
})

/** What the proxy for SPICE answers to a CONNECT. */
function connectSpice(port: number, target: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, method: 'CONNECT', path: target, agent: false })
    asking.on('connect', (answer, socket) => {
      socket.destroy()
      resolve(answer.statusCode)
    })
    asking.on('error', reject).end()
  })
}

test('the proxy for SPICE leads nowhere but to the guest of the ticket', async () => {
  assert.equal(await product.task('POST', '/nodes/pve/qemu', { vmid: 102, kvm: 0, memory: 32, vga: 'qxl' }), 'OK')
  assert.equal(await product.task('POST', '/nodes/pve/qemu/102/status/start'), 'OK')
  await product.ok('PUT', '/access/acl', { path: '/vms/102', users: 'joe@pve', roles: 'PVEVMUser' })
  const { host, proxy, 'tls-port': inGuest } = await joe.ok('POST', '/nodes/pve/qemu/102/spiceproxy', {})
  const port = Number(new URL(proxy).port)
  const open = (target: string) => connectSpice(port, target)
  assert.equal(await open(`${host}:${inGuest}`), 200)
  const { ticket: terminal } = await joe.ok('POST', '/nodes/pve/qemu/100/termproxy', {})
  const stamp = String(host).split(':')[1] ?? ''
  for (const wrong of [
    `${host.replace(':102:', ':100:')}:${inGuest}`,
    `${host.replace(`:${stamp}:`, `:${(Number.parseInt(stamp, 16) + 600).toString(16)}:`)}:${inGuest}`,
    `${host.replace(':pve:', ':other:')}:${inGuest}`,
    `${host.slice(0, -1)}:${inGuest}`,
    `${host}${host}:${inGuest}`,
    `${encodeURIComponent(terminal)}:${inGuest}`,
    '127.0.0.1:22',
    'localhost:8006',
    `${product.root}/run/root.sock`,
    '/api2/json/version',
  ]) {
    assert.equal(await open(wrong), 403, wrong)
  }
  await product.ok('PUT', '/access/acl', { path: '/vms/102', users: 'joe@pve', roles: 'PVEAuditor', propagate: 1 })
  await product.ok('PUT', '/access/acl', { path: '/vms/102', users: 'joe@pve', roles: 'PVEVMUser', delete: 1 })
  assert.equal((await joe.api('POST', '/nodes/pve/qemu/102/spiceproxy', {})).status, 403)
})

test('a session ends with its user', async () => {
  await product.ok('PUT', '/access/users/joe@pve', { enable: 0 })
  assert.equal((await withTicket(ticket)).status, 401)
  assert.equal((await withToken(`joe@pve!ci=${token}`)).status, 401)
})
