import assert from 'node:assert/strict'
import { stat } from 'node:fs/promises'
import { connect } from 'node:net'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { askSocket, sampleDispatcher, startDaemon } from '../testing/running-daemon.ts'
import { sampleImplementations } from '../testing/sample-api.ts'

const root = { authorization: 'user root@pam' }
const form = { ...root, 'content-type': 'application/x-www-form-urlencoded' }
const json = { ...root, 'content-type': 'application/json' }

/** Sends bytes as they are and reads until the other side closes. */
function raw(path: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(path, () => socket.write(text))
    socket.setEncoding('latin1').on('data', (part: string) => (answer += part))
    socket.on('end', () => resolve(answer)).on('error', reject)
  })
}

test('the socket of the command line is root and closed to others; the public one needs credentials', async () => {
  await using daemon = await startDaemon()
  assert.equal((await stat(daemon.trusted)).mode & 0o777, 0o600)
  assert.equal((await askSocket(daemon.trusted, '/api2/json/root')).json().data, 'root')
  const refused = await askSocket(daemon.public, '/api2/json/root')
  assert.equal(refused.status, 401)
  assert.deepEqual(refused.json(), { data: null })
  assert.equal((await askSocket(daemon.public, '/api2/json/root', { headers: root })).status, 200)
})

test('an answer has the type, the length and the envelope that clients know', async () => {
  await using daemon = await startDaemon()
  const answer = await askSocket(daemon.public, '/api2/json/version?_dc=123', { headers: root })
  assert.equal(answer.status, 200)
  assert.equal(answer.headers['content-type'], 'application/json;charset=UTF-8')
  assert.equal(answer.headers['content-length'], String(answer.body.length))
  assert.deepEqual(answer.json(), { data: { version: '9.0', release: '9.0', repoid: 'test' } })
  assert.deepEqual((await askSocket(daemon.public, '/api2/extjs/version', { headers: root })).json().success, 1)
})

test('forms, JSON, the query and repeated keys all carry parameters', async () => {
  await using daemon = await startDaemon()
  const ask = async (path: string, headers: Record<string, string>, body: string) =>
    (await askSocket(daemon.public, path, { method: 'POST', headers, body })).json().data
  assert.partialDeepStrictEqual(await ask('/api2/json/echo', form, 'text=a+b&on=yes&list=a&list=b'), {
    text: 'a b',
    on: 1,
    list: ['a', 'b'],
  })
  assert.partialDeepStrictEqual(await ask('/api2/json/echo', json, '{"on":false,"number":3,"list":["x"]}'), {
    on: 0,
    number: 3,
    list: ['x'],
  })
  assert.partialDeepStrictEqual(await ask('/api2/json/echo?text=q&number=1', form, 'number=2'), { text: 'q', number: 2 })
})

test('every bad parameter is named at once', async () => {
  await using daemon = await startDaemon()
  const answer = await askSocket(daemon.public, '/api2/json/echo', { method: 'POST', headers: form, body: 'on=maybe&number=x&other=1' })
  assert.equal(answer.status, 400)
  assert.equal(answer.reason, 'Parameter verification failed.')
  assert.deepEqual(Object.keys(answer.json().errors).toSorted(), ['number', 'on', 'other'])
  const extjs = await askSocket(daemon.public, '/api2/extjs/echo', { method: 'POST', headers: form, body: 'on=maybe' })
  assert.equal(extjs.status, 200)
  assert.partialDeepStrictEqual(extjs.json(), { success: 0, status: 400, data: null })
})

test('the reason phrase is the first line of the message and cannot begin a header', async () => {
  await using daemon = await startDaemon()
  const text = encodeURIComponent('VM 100 fehlt: größer\r\nSet-Cookie: x=1\n€')
  const answer = await askSocket(daemon.public, `/api2/json/fails?text=${text}`, { headers: root })
  assert.equal(answer.status, 500)
  assert.equal(answer.reason, 'VM 100 fehlt: größer')
  assert.equal(answer.headers['set-cookie'], undefined)
  assert.match(answer.json().message, /Set-Cookie/)
})

test('an error that is no Failure is a 500 and is told to the operator', async () => {
  const bugs: unknown[] = []
  await using daemon = await startDaemon({ dispatcher: sampleDispatcher({ onBug: error => bugs.push(error) }) })
  const answer = await askSocket(daemon.public, '/api2/json/bug', { headers: root })
  assert.equal(answer.status, 500)
  assert.ok(bugs[0] instanceof TypeError)
})

test('a long answer is compressed for those who ask, a short one never', async () => {
  await using daemon = await startDaemon()
  const headers = { ...root, 'accept-encoding': 'gzip, deflate' }
  const long = await askSocket(daemon.public, '/api2/json/large?size=5000', { headers })
  assert.equal(long.headers['content-encoding'], 'gzip')
  assert.deepEqual(JSON.parse(gunzipSync(long.body).toString()), { data: 'x'.repeat(5000), total: 5000 })
  assert.equal((await askSocket(daemon.public, '/api2/json/large?size=5', { headers })).headers['content-encoding'], undefined)
  assert.equal((await askSocket(daemon.public, '/api2/json/large?size=5000', { headers: root })).headers['content-encoding'], undefined)
})

test('bodies that are too large, no JSON, too deep, or of an unknown type are refused', async () => {
  const seen: unknown[] = []
  await using daemon = await startDaemon({ dispatcher: sampleDispatcher({ implementations: sampleImplementations(seen) }) })
  const post = (headers: Record<string, string>, body: string) =>
    askSocket(daemon.public, '/api2/json/echo', { method: 'POST', headers, body })
  assert.equal((await post(form, `text=${'x'.repeat(600_000)}`)).status, 413)
  assert.equal((await post({ ...form, 'transfer-encoding': 'chunked' }, `text=${'x'.repeat(600_000)}`)).status, 413)
  assert.equal((await post(json, '{"a":')).status, 400)
  assert.equal((await post(json, '[1]')).status, 400)
  assert.equal((await post(json, `{"list":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)).status, 400)
  assert.equal((await post(json, '{"text":"x","__proto__":{"root":true}}')).status, 400)
  assert.equal((await post(form, '__proto__=1&constructor=2')).status, 400)
  assert.equal((await post({ ...root, 'content-type': 'text/xml' }, '<a/>')).status, 415)
  assert.equal((await post(form, 'text=%ff%fe')).status, 200)
  assert.equal((await post(json, Buffer.from([0x7b, 0xff]).toString('latin1'))).status, 400)
  assert.deepEqual(seen.length, 1)
})

test('a body that does not come is given up', async () => {
  await using daemon = await startDaemon({ requestTimeoutMs: 100 })
  const answer = await raw(
    daemon.public,
    'POST /api2/json/echo HTTP/1.1\r\nHost: x\r\nAuthorization: user root@pam\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{',
  )
  assert.match(answer, /^HTTP\/1\.1 408 /)
})

test('messages that two parsers could read differently are refused', async () => {
  await using daemon = await startDaemon()
  const head = 'POST /api2/json/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n'
  const smuggled = 'GET /api2/json/root HTTP/1.1\r\nHost: x\r\n\r\n'
  const both = await raw(daemon.public, `${head}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`)
  assert.match(both, /^HTTP\/1\.1 400 /)
  const twice = await raw(daemon.public, `${head}Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd${smuggled}`)
  assert.match(twice, /^HTTP\/1\.1 400 /)
  const spaced = await raw(daemon.public, `${head}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n${smuggled}`)
  assert.match(spaced, /^HTTP\/1\.1 400 /)
})

test('a handler is told when its client goes away', async () => {
  const seen: { aborted?: boolean }[] = []
  await using daemon = await startDaemon({ dispatcher: sampleDispatcher({ implementations: sampleImplementations(seen) }) })
  const socket = connect(daemon.trusted)
  socket.write('GET /api2/json/slow?ms=150 HTTP/1.1\r\nHost: x\r\n\r\n')
  setTimeout(() => socket.destroy(), 40)
  await new Promise(resolve => setTimeout(resolve, 300))
  assert.deepEqual(seen, [{ aborted: true }])
})

test('the description of the API tells what is declared and what is built', async () => {
  await using daemon = await startDaemon()
  const document = (await askSocket(daemon.public, '/api2/openapi.json')).json()
  assert.equal(document.openapi, '3.1.0')
  assert.equal(document.paths['/version'].get['x-built'], true)
  assert.equal(document.paths['/cluster/future'].get['x-built'], false)
})

test('a download streams with its name and length', async () => {
  await using daemon = await startDaemon()
  const answer = await askSocket(daemon.public, '/api2/json/download?size=300000', { headers: root })
  assert.equal(answer.body.length, 300_000)
  assert.equal(answer.headers['content-length'], '300000')
  assert.equal(answer.headers['content-disposition'], `attachment; filename="a _file_ _.bin"; filename*=UTF-8''a%20%22file%22%20%C3%BC.bin`)
})
