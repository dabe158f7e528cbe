/** What the web server gets from people who do not speak HTTP nicely. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { connect, type TLSSocket } from 'node:tls'
import { Product } from '../product.ts'
import { childrenOf } from './processes.ts'
import { stateOf } from './state-of.ts'

const product = new Product()
let children = new Map<string, number>()

before(async () => {
  await product.start()
  await product.login()
  children = childrenOf(product.pid)
})

after(() => product.destroy())

function open(): TLSSocket {
  const socket = connect({ host: '127.0.0.1', port: product.port, rejectUnauthorized: false })
  socket.on('error', () => socket.destroy())
  return socket
}

/** Sends bytes as they are and answers what comes back until the end, or for a second. */
async function raw(...parts: (string | Buffer)[]): Promise<string> {
  const socket = open()
  let received = ''
  socket.setEncoding('latin1').on('data', chunk => (received += chunk))
  for (const part of parts) socket.write(part)
  await Promise.race([new Promise(resolve => socket.once('close', resolve)), delay(1000)])
  socket.destroy()
  return received
}

const get = (path: string, ...headers: string[]) =>
  raw(`GET ${path} HTTP/1.1\r\n${['host: x', 'connection: close', `cookie: ${product.cookie}`, ...headers].join('\r\n')}\r\n\r\n`)
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])

test('odd paths are refused, and none leads to a file', async () => {
  for (const path of [
    '/../../../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc/passwd',
    '/pve2/../../etc/passwd',
    '//etc/passwd',
    '/api2/json/%zz',
    '/api2/json/nodes/%/qemu',
    '/api2/json/nodes/pve%00/qemu',
    '/api2/json/nodes/pve/qemu/%ff%fe/config',
    '/api2/json/nodes/../../access/users',
    '/api2/json/nodes/pve/qemu/..%2f..%2f/config',
    '/api2/json/nodes/pve/storage/local/content/local:..%2f..%2f..%2fetc%2fpasswd',
    '/api2/json/nodes/pve/tasks/..%2f..%2f..%2fetc%2fpasswd/log',
    '/api2/json/nodes/pve/tasks/UPID:pve:1:1:..%2f..%2fx:a:b:root@pam:/log',
    '/api2/json/nodes/pve/tasks/UPID:..%2f..:00000001:00000001:00000001:x:y:root@pam:/status',
    '/api2/jsonx/version',
    '/api2/',
    `/api2/json/${'a/'.repeat(4000)}`,
  ]) {
    const answer = await get(path)
    assert.ok([400, 404, 414, 431, 500, 501].includes(statusOf(answer)), `${path}: ${answer.slice(0, 200)}`)
    assert.doesNotMatch(answer, /root:x:0|unexpected error|\.ts:\d/, path)
  }
})

test('requests that are none are cut off or refused', async () => {
  for (const bytes of [
    'GET / HTTP/9.9\r\n\r\n',
    'BREW /pot HTTP/1.1\r\nhost: x\r\n\r\n',
    'GET /api2/json/version HTTP/1.1\r\nhost: x\r\nx: a\u0000b\r\n\r\n',
    'POST /api2/json/access/ticket HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n',
    'POST /api2/json/access/ticket HTTP/1.1\r\nhost: x\r\ncontent-length: -5\r\n\r\n',
    'POST /api2/json/access/ticket HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
    `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`,
    'GET /api2/json/version HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: quorate-calls\r\n\r\n\u0000\u0000\u0000\u0020',
    'CONNECT 127.0.0.1:22 HTTP/1.1\r\nhost: x\r\n\r\n',
    '\u0016\u0003\u0001\u0000',
  ]) {
    const answer = await raw(Buffer.from(bytes, 'latin1'))
    assert.ok(answer === '' || statusOf(answer) >= 400, `${JSON.stringify(bytes.slice(0, 60))}: ${answer.slice(0, 200)}`)
  }
})

test('bodies that are too large, too deep or nonsense are refused and change nothing', async () => {
  using state = stateOf(product.root, product.node)
  const revision = state.revision()
  const { CSRFPreventionToken: csrf } = await product.ok('POST', '/access/ticket', { username: 'root@pam', password: 'a-test-password' })
  const post = async (type: string, body: string | Buffer) =>
    statusOf(
      await raw(
        `POST /api2/json/access/groups HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncookie: ${product.cookie}\r\nCSRFPreventionToken: ${csrf}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`,
        body,
      ),
    )
  for (const size of [600_000, 4_000_000]) {
    assert.equal((await product.api('POST', '/access/groups', { groupid: 'g', comment: 'x'.repeat(size) })).status, 413)
  }
  for (const [type, body] of [
    ['application/json', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['application/json', `{"groupid":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`],
    ['application/json', '{"__proto__":{"root":true},"groupid":"g"}'],
    ['application/json', '{"groupid":"g"'],
    ['application/json', '"g"'],
    ['application/json', 'null'],
    ['application/x-www-form-urlencoded', 'groupid=a&groupid=b'],
    ['application/x-www-form-urlencoded', 'groupid=%zz'],
    ['application/x-www-form-urlencoded', Buffer.from([0x67, 0xff, 0xfe])],
    ['application/x-www-form-urlencoded', 'a&'.repeat(100_000)],
    ['text/xml', '<groupid/>'],
    ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="groupid"\r\n\r\ng\r\n--x--\r\n'],
  ] as const) {
    const status = await post(type, body)
    assert.ok([400, 413, 415].includes(status), `${type} ${String(body).slice(0, 40)}: ${status}`)
  }
  assert.equal(state.revision(), revision)
})

test('hundreds of idle, slow and broken connections keep nobody else waiting', async () => {
  const pid = childrenOf(product.pid).get('quorate-proxy') ?? assert.fail('no proxy')
  const sockets = Array.from({ length: 300 }, open)
  await Promise.all(sockets.map(socket => new Promise(resolve => socket.once('secureConnect', resolve).once('close', resolve))))
  for (const [at, socket] of sockets.entries()) {
    if (at % 3 === 0) socket.write('GET /api2/json/version HTTP/1.1\r\nhost: x\r\nx-slow: ')
    if (at % 3 === 1) socket.write('POST /api2/json/access/ticket HTTP/1.1\r\nhost: x\r\ncontent-length: 500000\r\n\r\n{"a":')
  }
  const times: number[] = []
  for (let round = 0; round < 20; round++) {
    for (const socket of sockets) if (!socket.destroyed) socket.write('a')
    const started = performance.now()
    assert.equal((await product.api('GET', '/version')).status, 200)
    times.push(performance.now() - started)
  }
  for (const socket of sockets) socket.destroy()
  assert.ok(Math.max(...times) < 2000, `${Math.max(...times)} ms`)
  const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  assert.ok(resident < 400_000, `the web server takes ${resident} KiB`)
})

test('after all this the same processes run', async () => {
  assert.deepEqual(childrenOf(product.pid), children, product.output)
  assert.doesNotMatch(product.output, /\n\s+at /)
  assert.equal((await product.api('GET', '/version')).status, 200)
})
