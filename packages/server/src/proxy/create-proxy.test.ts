import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { fingerprint } from '../certificates.ts'
import { sampleDispatcher, startDaemon } from '../testing/running-daemon.ts'
import { startProxy, testCertificates, type RunningProxy } from '../testing/running-proxy.ts'
import { sampleImplementations } from '../testing/sample-api.ts'

const root = { authorization: 'user root@pam' }
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

function handshake({ port, ca }: RunningProxy, options: ConnectionOptions = {}): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ca, ...options }, () => resolve(socket))
    socket.on('error', reject)
  })
}

/** Sends bytes as they are and reads until the other side closes. */
async function raw(proxy: RunningProxy, text: string): Promise<string> {
  const socket = await handshake(proxy)
  let answer = ''
  socket.setEncoding('latin1').on('data', (part: string) => (answer += part))
  socket.write(text)
  await new Promise(resolve => socket.on('close', resolve))
  return answer
}

test('a call goes through the proxy with its answer, its reason phrase and the address of the client', async () => {
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public)
  assert.equal((await proxy.ask('/api2/json/version', { headers: root })).json().data.version, '9.0')
  assert.equal((await proxy.ask('/api2/json/root')).status, 401)
  const failed = await proxy.ask(`/api2/json/fails?text=${encodeURIComponent('größer')}`, { headers: root })
  assert.deepEqual([failed.status, failed.reason], [500, 'größer'])
  const headers = { ...root, 'x-forwarded-for': '203.0.113.9', 'content-type': 'application/json' }
  const echoed = (await proxy.ask('/api2/json/echo', { method: 'POST', headers, body: '{"text":"hi"}' })).json().data
  assert.deepEqual(echoed, { text: 'hi', caller: 'root@pam', address: '127.0.0.1' })
  const chunked = { ...headers, 'transfer-encoding': 'chunked' }
  assert.equal((await proxy.ask('/api2/json/echo', { method: 'POST', headers: chunked, body: '{"text":"hi"}' })).status, 200)
})

test('only HTTP/1.1 and only TLS 1.2 and 1.3 are spoken, and sessions are resumed', async () => {
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public)
  const first = await handshake(proxy, { ALPNProtocols: ['h2', 'http/1.1'] })
  assert.equal(first.alpnProtocol, 'http/1.1')
  assert.equal(first.getProtocol(), 'TLSv1.3')
  const session = await new Promise<Buffer>(resolve => first.once('session', resolve))
  first.destroy()
  const again = await handshake(proxy, { session })
  assert.ok(again.isSessionReused())
  again.destroy()
  const older = await handshake(proxy, { maxVersion: 'TLSv1.2' })
  assert.equal(older.getProtocol(), 'TLSv1.2')
  older.destroy()
  await assert.rejects(handshake(proxy, { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'ALL@SECLEVEL=0' }))
})

test('a new certificate is shown without a restart', async () => {
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public)
  const { authority } = await testCertificates
  proxy.proxy.useCertificate(authority)
  const socket = await handshake(proxy, { rejectUnauthorized: false })
  assert.equal(socket.getPeerX509Certificate()?.fingerprint256, fingerprint(authority.cert))
  socket.destroy()
})

test('calls wait for a daemon that is being restarted, and fail with a reason when it does not come', async () => {
  const daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public, { daemonWaitMs: 1500 })
  assert.equal((await proxy.ask('/api2/json/version', { headers: root })).status, 200)
  await daemon[Symbol.asyncDispose]()
  mkdirSync(daemon.folder, { recursive: true })
  const headers = { ...root, 'content-type': 'application/json' }
  const waiting = [
    proxy.ask('/api2/json/version', { headers: root }),
    proxy.ask('/api2/json/echo', { method: 'POST', headers, body: '{"text":"kept"}' }),
  ]
  await pause(300)
  const next = await startDaemon({}, daemon.folder)
  const answers = await Promise.all(waiting)
  assert.deepEqual(
    answers.map(answer => answer.status),
    [200, 200],
  )
  await next[Symbol.asyncDispose]()
  const down = await proxy.ask('/api2/json/version', { headers: root })
  assert.equal(down.status, 503)
  assert.match(down.reason, /daemon does not run/)
  rmSync(daemon.folder, { recursive: true, force: true })
})

test('a reading call that a dying daemon cut off is asked again, a writing one is not', async () => {
  let submitted = 0
  const submit = async () => {
    submitted += 1
    await pause(1000)
  }
  const dispatcher = sampleDispatcher({ runner: { submit } })
  const daemon = await startDaemon({ dispatcher })
  await using proxy = await startProxy(daemon.public, { daemonWaitMs: 3000 })
  const slow = proxy.ask('/api2/json/slow?ms=400', { headers: root })
  const writing = proxy.ask('/api2/json/nodes/pve/qemu/100/status/start', { method: 'POST', headers: root })
  await pause(100)
  await daemon[Symbol.asyncDispose]()
  mkdirSync(daemon.folder, { recursive: true })
  await using _next = await startDaemon({ dispatcher }, daemon.folder)
  assert.equal((await slow).json().data, 'done')
  assert.equal((await writing).status, 596)
  assert.equal(submitted, 1)
  rmSync(daemon.folder, { recursive: true, force: true })
})

test('static files are served with a tag and a policy, and nothing outside their folder is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-static-'))
  writeFileSync(join(folder, 'page.html'), '<p>hello</p>')
  writeFileSync(join(folder, 'large.js'), 'x'.repeat(5000))
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public, { staticFolders: [folder] })
  const page = await proxy.ask('/page.html?v=1')
  assert.deepEqual([page.status, page.headers['content-type'], page.body.toString()], [200, 'text/html;charset=UTF-8', '<p>hello</p>'])
  assert.match(String(page.headers['content-security-policy']), /script-src 'self';/)
  const again = await proxy.ask('/page.html', { headers: { 'if-none-match': `W/"x", ${page.headers.etag}` } })
  assert.deepEqual([again.status, again.body.length], [304, 0])
  const head = await proxy.ask('/page.html', { method: 'HEAD' })
  assert.deepEqual([head.status, head.headers['content-length'], head.body.length], [200, '12', 0])
  assert.equal((await proxy.ask('/large.js', { headers: { 'accept-encoding': 'gzip' } })).headers['content-encoding'], 'gzip')
  for (const path of [
    '/../../../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..%2f..%2fetc%2fpasswd',
    '/nothing',
    '/page.html/',
    '/__proto__',
  ]) {
    assert.equal((await proxy.ask(path)).status, 404, path)
  }
  assert.equal((await proxy.ask('/page.html', { method: 'POST' })).status, 501)
  rmSync(folder, { recursive: true })
})

test('a path of the web interface gets its page from whoever opens it in a browser, and a missing file does not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-static-'))
  writeFileSync(join(folder, 'index.html'), '<p>the web interface</p>')
  writeFileSync(join(folder, 'robots.txt'), 'none')
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public, { staticFolders: [folder] })
  const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
  for (const path of [
    '/',
    '/guests/100/hardware/scsi0?tab=1',
    '/tasks/UPID:pve:00001234:0000ABCD:6B49D200:qmstart:100:joe.smith@pve:',
    '/storage/pve/local/iso/debian-12.iso',
    '/guests/',
  ]) {
    const page = await proxy.ask(path, { headers: browser })
    assert.deepEqual(
      [page.status, page.body.toString(), page.headers['cache-control']],
      [200, '<p>the web interface</p>', 'no-cache'],
      path,
    )
    assert.match(String(page.headers['content-security-policy']), /frame-ancestors 'none'/)
    assert.match(String(page.headers.vary), /accept, /)
  }
  assert.equal((await proxy.ask('/guests/100', { method: 'HEAD', headers: browser })).status, 200)
  assert.equal((await proxy.ask('/robots.txt', { headers: browser })).body.toString(), 'none')
  assert.match((await proxy.ask('/api-viewer/', { headers: browser })).body.toString(), /API/)
  for (const path of ['/assets/gone-12345678.js', '/favicon.ico', '/guests/style.css']) {
    assert.equal((await proxy.ask(path, { headers: browser })).status, 404, path)
  }
  assert.equal((await proxy.ask('/guests/100', { headers: { accept: 'application/json' } })).status, 404)
  assert.equal((await proxy.ask('/guests/100')).status, 404)
  assert.equal((await proxy.ask('/guests/100', { method: 'POST', headers: browser })).status, 501)
  assert.equal((await proxy.ask('/api2/nothing', { headers: browser })).status, 501)
  rmSync(folder, { recursive: true })
})

test('without a web interface a path that is no file is not found', async () => {
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public)
  assert.equal((await proxy.ask('/guests/100', { headers: { accept: 'text/html' } })).status, 404)
})

test('a file goes out as it was compressed before to clients that take that, and that form has no path of its own', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-static-'))
  const text = 'hello '.repeat(1000)
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'assets/app-0a1b2c3d.js'), text)
  writeFileSync(join(folder, 'assets/app-0a1b2c3d.js.br'), brotliCompressSync(text))
  writeFileSync(join(folder, 'alone.br'), 'alone')
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public, { staticFolders: [folder] })
  const path = '/assets/app-0a1b2c3d.js'
  const smallest = await proxy.ask(path, { headers: { 'accept-encoding': 'gzip, deflate, br' } })
  assert.equal(smallest.headers['content-encoding'], 'br')
  assert.equal(smallest.headers['content-type'], 'text/javascript;charset=UTF-8')
  assert.match(String(smallest.headers['cache-control']), /immutable/)
  assert.equal(brotliDecompressSync(smallest.body).toString(), text)
  assert.equal((await proxy.ask(path, { headers: { 'accept-encoding': 'gzip, br;q=0' } })).headers['content-encoding'], 'gzip')
  assert.equal((await proxy.ask(path)).body.toString(), text)
  assert.equal((await proxy.ask(`${path}.br`)).status, 404)
  assert.equal((await proxy.ask('/alone.br')).body.toString(), 'alone')
  rmSync(folder, { recursive: true })
})

test('the policy of pages lets workers, pictures of their own making and the event stream work, and nothing inline', async () => {
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public)
  const policy = String((await proxy.ask('/')).headers['content-security-policy'])
  const rules = new Map(policy.split('; ').map(rule => [rule.split(' ', 1)[0], rule.split(' ').slice(1)]))
  assert.deepEqual(rules.get('worker-src'), ["'self'"])
  assert.deepEqual(rules.get('connect-src'), ["'self'"])
  assert.deepEqual(rules.get('img-src')?.toSorted(), ["'self'", 'blob:', 'data:'])
  assert.doesNotMatch(policy, /unsafe|https:/)
})

test('the front page and the API viewer are there, without a line of inline script', async () => {
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public)
  for (const path of ['/', '/api-viewer/']) {
    const page = await proxy.ask(path)
    assert.equal(page.status, 200)
    const text = page.body.toString()
    assert.doesNotMatch(text, /<script(?![^>]*\bsrc=)|<style|\son[a-z]+=|\sstyle=/i)
    for (const [, target = ''] of text.matchAll(/(?:src|href)="(\/[^"#]*)"/g)) assert.equal((await proxy.ask(target)).status, 200, target)
  }
})

test('requests that two parsers could read differently never reach the daemon', async () => {
  const seen: unknown[] = []
  await using daemon = await startDaemon({ dispatcher: sampleDispatcher({ implementations: sampleImplementations(seen) }) })
  await using proxy = await startProxy(daemon.public)
  const head = 'POST /api2/json/echo HTTP/1.1\r\nHost: x\r\nAuthorization: user root@pam\r\n'
  const inner = 'POST /api2/json/echo HTTP/1.1\r\nHost: x\r\nAuthorization: user root@pam\r\nContent-Length: 0\r\n\r\n'
  for (const bad of [
    `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
    `${head}Content-Length: 0\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`,
    `${head}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${inner}`,
    `${head}Transfer-Encoding:\tchunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n${inner}`,
    `${head}Content-Length: +0\r\n\r\n${inner}`,
    `${head}X: a\nContent-Length: 0\r\n\r\n`.replace('\r\nX', '\nX'),
  ]) {
    assert.match(await raw(proxy, bad), /^HTTP\/1\.1 400 /)
  }
  assert.deepEqual(seen, [])
})

test('connections that send nothing, half a head or half a body are cut', async () => {
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public, { requestTimeoutMs: 200 })
  const answers = await Promise.all([
    raw(proxy, ''),
    raw(proxy, 'GET /api2/json/version HTTP/1.1\r\nHost: x\r\nX-Slow: '),
    raw(proxy, 'POST /api2/json/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{'),
  ])
  for (const answer of answers) assert.match(answer, /^(HTTP\/1\.1 408 |$)/)
})

test('a body that is too large is refused with its reason, whether its length is told or not', async () => {
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public)
  const body = `text=${'x'.repeat(2 << 20)}`
  for (const more of [{ 'content-length': body.length }, { 'transfer-encoding': 'chunked' }]) {
    const answer = await proxy.ask('/api2/json/echo', { method: 'POST', headers: { ...root, ...more }, body })
    assert.deepEqual([answer.status, answer.reason], [413, 'the request body is larger than 524288 bytes'])
  }
})

test('a head that is too large is refused', async () => {
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public)
  assert.equal((await proxy.ask('/api2/json/version', { headers: { 'x-large': 'x'.repeat(20_000) } })).status, 431)
})

test('a large download streams, and a client that reads slowly holds up the source and not the memory', async () => {
  await using daemon = await startDaemon()
  await using proxy = await startProxy(daemon.public)
  const size = 40 << 20
  const before = process.memoryUsage().rss
  const received = await new Promise<number>((resolve, reject) => {
    get(
      { host: '127.0.0.1', port: proxy.port, path: `/api2/json/download?size=${size}`, headers: root, ca: proxy.ca, agent: false },
      response => {
        let bytes = 0
        response
          .on('data', (part: Buffer) => (bytes += part.length))
          .on('end', () => resolve(bytes))
          .on('error', reject)
        response.pause()
        setTimeout(() => response.resume(), 300)
      },
    ).on('error', reject)
  })
  assert.equal(received, size)
  assert.ok(process.memoryUsage().rss - before < 100 << 20)
})
