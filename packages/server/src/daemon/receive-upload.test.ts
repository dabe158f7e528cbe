import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { implement } from '@quorate/contract'
import { askSocket, sampleDispatcher, startDaemon } from '../testing/running-daemon.ts'
import { startProxy } from '../testing/running-proxy.ts'
import { sample } from '../testing/sample-api.ts'
import { uploadName } from './upload-name.ts'

const path = '/api2/json/nodes/pve/storage/local/upload'
const headers = { authorization: 'user root@pam', 'content-type': 'multipart/form-data; boundary=xyz' }
const field = (name: string, value: string) => `--xyz\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const file = (filename: string, content: string) =>
  `--xyz\r\nContent-Disposition: form-data; name="filename"; filename="${filename}"\r\nContent-Type: application/octet-stream\r\n\r\n${content}\r\n`
const end = '--xyz--\r\n'

test('a file comes with its fields before or after it, and is gone when its handler is done', async () => {
  await using daemon = await startDaemon()
  for (const body of [field('content', 'iso') + file('a.iso', 'DATA') + end, file('a.iso', 'DATA') + field('content', 'iso') + end]) {
    const answer = await askSocket(daemon.public, path, { method: 'POST', headers, body })
    assert.deepEqual(answer.json().data, { node: 'pve', storage: 'local', content: 'iso', filename: 'a.iso', text: 'DATA', size: 4 })
  }
  assert.deepEqual(readdirSync(daemon.spool), [])
})

test('a large file goes through the proxy whole, and a handler may keep it', async () => {
  const kept: string[] = []
  const implementations = implement(
    { upload: sample.upload },
    {
      upload: async call => {
        const target = `${call.upload?.path}.kept`
        await rename(call.upload?.path ?? '', target)
        kept.push(target)
        return call.upload?.size
      },
    },
  )
  await using daemon = await startDaemon({ dispatcher: sampleDispatcher({ implementations }) })
  await using proxy = await startProxy(daemon.public)
  const content = '\r\n--xy\r\n'.repeat(2_000_000)
  const body = field('content', 'iso') + file('big.iso', content) + end
  const answer = await proxy.ask(path, { method: 'POST', headers, body })
  assert.equal(answer.json().data, content.length)
  assert.deepEqual(
    readdirSync(daemon.spool).map(name => join(daemon.spool, name)),
    kept,
  )
})

test('an upload that breaks off, is damaged, or holds two files leaves nothing behind', async () => {
  await using daemon = await startDaemon()
  const post = async (body: string) => (await askSocket(daemon.public, path, { method: 'POST', headers, body })).status
  assert.equal(await post(field('content', 'iso') + file('a.iso', 'DATA')), 400)
  assert.equal(await post(file('a.iso', 'DATA') + file('b.iso', 'DATA') + end), 400)
  assert.equal(await post('--xyz\r\nContent-Type: text/plain\r\n\r\nx\r\n--xyz--'), 400)
  assert.equal(await post(`--xyz\r\nX: ${'y'.repeat(10_000)}`), 400)
  assert.equal(await post(file('..', 'DATA') + end), 400)
  assert.equal(await post(field('content', 'x'.repeat(70_000)) + end), 413)
  const socket = connect(daemon.public)
  const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: user root@pam\r\nContent-Type: ${headers['content-type']}\r\nContent-Length: 99999\r\n\r\n`
  socket.write(head + file('a.iso', 'DATA'))
  while (readdirSync(daemon.spool).length === 0) await new Promise(resolve => setTimeout(resolve, 5))
  socket.destroy()
  while (readdirSync(daemon.spool).length > 0) await new Promise(resolve => setTimeout(resolve, 5))
})

test('nobody without the right to it stores a byte, and what does not fit is refused at once', async () => {
  await using daemon = await startDaemon()
  const body = file('a.iso', 'DATA') + end
  const status = async (more: Record<string, string>) =>
    (await askSocket(daemon.public, path, { method: 'POST', headers: { ...headers, ...more }, body })).status
  assert.equal(await status({ authorization: 'user ann@pve' }), 403)
  assert.equal(await status({ authorization: 'bad x' }), 401)
  await using proxy = await startProxy(daemon.public)
  const large = file('a.iso', 'x'.repeat(20 << 20)) + end
  const refused = await proxy.ask(path, { method: 'POST', headers: { ...headers, authorization: 'user ann@pve' }, body: large })
  assert.deepEqual([refused.status, refused.reason], [403, 'Permission check failed (/storage/local, Datastore.AllocateTemplate)'])
  const answer = await new Promise<string>(resolve => {
    const socket = connect(daemon.public)
    const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: user root@pam\r\nContent-Type: ${headers['content-type']}\r\n`
    socket.write(`${head}Content-Length: ${10 ** 17}\r\n\r\n`)
    socket.once('data', part => {
      resolve(part.toString())
      socket.destroy()
    })
  })
  assert.match(answer, /^HTTP\/1\.1 500 an upload of 100000000000000000 bytes does not fit/)
  assert.deepEqual(readdirSync(daemon.spool), [])
})

test('a starting daemon removes what a killed one left unfinished', async () => {
  await using first = await startDaemon()
  const spool = join(first.folder, 'other-spool')
  mkdirSync(spool)
  for (const name of ['upload-1.part', 'upload-2', 'upload-3']) writeFileSync(join(spool, name), '')
  utimesSync(join(spool, 'upload-3'), 0, 0)
  const place = join(first.folder, 'second')
  mkdirSync(place)
  await using _second = await startDaemon({ spool }, place)
  assert.deepEqual(readdirSync(spool), ['upload-2'])
})

test('the name of an uploaded file is a bare one', () => {
  assert.equal(uploadName('C:\\temp\\a b.iso'), 'a b.iso')
  assert.equal(uploadName('../../etc/passwd'), 'passwd')
  assert.equal(uploadName('.hidden\u0000\n'), 'hidden')
  assert.equal(uploadName('..'), '')
  assert.equal(Buffer.byteLength(uploadName('ü'.repeat(300))), 254)
})
