import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { Failure, failureText } from '@quorate/schema'
import { storageBench, type StorageBench } from '../testing/storage-bench.ts'
import { downloadUrl, type DownloadRequest } from './download-url.ts'
import { takeUpload } from './take-upload.ts'
import { readUrlMetadata, urlMetadata } from './url-metadata.ts'

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex')
const says = (pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Failure, String(error))
  assert.match(failureText(error), pattern)
  return true
}
const isos = (bench: StorageBench) => readdir(`${bench.folder}/var/lib/vz/template/iso`)

async function serving(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const stop = () =>
    new Promise<void>(resolve => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, [Symbol.asyncDispose]: stop }
}

async function spooled(bench: StorageBench, data: string | Buffer) {
  await mkdir(`${bench.folder}/spool`, { recursive: true })
  const path = `${bench.folder}/spool/upload-1`
  await writeFile(path, data)
  return { path, size: data.length }
}

test('an uploaded file replaces an older one of its name', async () => {
  await using bench = await storageBench()
  const file = { storage: 'local', content: 'iso', name: 'a.iso' } as const
  for (const text of ['one', 'two']) {
    const work = bench.work()
    const expected = { algorithm: 'sha256', checksum: sha256(text).toUpperCase() } as const
    const volid = await takeUpload(bench.service, bench.host, work, file, await spooled(bench, text), expected)
    assert.equal(volid, 'local:iso/a.iso')
    assert.deepEqual(work.pending, [])
    assert.equal(await readFile((await bench.service.resolve(volid)).path, 'utf8'), text)
  }
  assert.deepEqual(await isos(bench), ['a.iso'])
  assert.deepEqual(await readdir(`${bench.folder}/spool`), [])
})

test('an uploaded file with another checksum is not kept', async () => {
  await using bench = await storageBench()
  await bench.service.activateStorage('local')
  const file = { storage: 'local', content: 'iso', name: 'a.iso' } as const
  const upload = await spooled(bench, 'data')
  const expected = { algorithm: 'md5', checksum: 'abc' } as const
  await assert.rejects(
    takeUpload(bench.service, bench.host, bench.work(), file, upload, expected),
    says(/file 'a.iso': checksum mismatch: got '8d777f38/),
  )
  assert.deepEqual([await isos(bench), await readdir(`${bench.folder}/spool`)], [[], []])
})

test('an uploaded image that refers to another file is not kept', async () => {
  await using bench = await storageBench()
  const upload = await spooled(bench, '')
  await bench.host.exec('qemu-img', ['create', '-q', '-f', 'qcow2', '-u', '-b', '/etc/shadow', '-F', 'raw', upload.path, '1M'])
  const file = { storage: 'local', content: 'import', name: 'a.qcow2' } as const
  await assert.rejects(
    takeUpload(bench.service, bench.host, bench.work(), file, upload, undefined),
    says(/file 'a.qcow2': refused, the image has a backing file/),
  )
  assert.deepEqual(await bench.service.list('local'), [])
})

test('a file is downloaded over redirects, checked, and unpacked where asked', async () => {
  await using bench = await storageBench()
  const data = Buffer.alloc(300_000, 'x')
  await using server = await serving((request, response) => {
    if (request.url === '/start') response.writeHead(302, { Location: '/file.iso' }).end()
    else if (request.url === '/file.iso.gz') response.end(gzipSync(data))
    else response.writeHead(200, { 'Content-Length': data.length }).end(data)
  })
  const work = bench.work()
  const file = { storage: 'local', content: 'iso', name: 'a.iso' } as const
  const request: DownloadRequest = {
    url: `${server.url}/start`,
    verifyCertificates: true,
    expected: { algorithm: 'sha256', checksum: sha256(data) },
  }
  const volid = await downloadUrl(bench.service, bench.host, work, file, request)
  assert.equal((await bench.service.info(volid)).size, data.length)
  assert.deepEqual(work.progressed.at(-1), { done: data.length, total: data.length })
  await downloadUrl(
    bench.service,
    bench.host,
    work,
    { ...file, name: 'b.iso' },
    { url: `${server.url}/file.iso.gz`, verifyCertificates: true, compression: 'gz' },
  )
  assert.equal((await bench.service.info('local:iso/b.iso')).size, data.length)
})

test('a download that goes wrong leaves nothing', async () => {
  await using bench = await storageBench()
  await bench.service.activateStorage('local')
  await using server = await serving((request, response) => {
    if (request.url === '/loop') response.writeHead(302, { Location: '/loop' }).end()
    else if (request.url === '/file') response.writeHead(302, { Location: 'file:///etc/passwd' }).end()
    else if (request.url === '/short') {
      response.writeHead(200, { 'Content-Length': 100 })
      response.write('abc', () => response.destroy())
    } else if (request.url === '/huge') response.writeHead(200, { 'Content-Length': 2 ** 50 }).flushHeaders()
    else if (request.url === '/ok') response.end('data')
    else response.writeHead(404).end()
  })
  const cases: [string, RegExp, Partial<DownloadRequest>?][] = [
    ['/loop', /more than 5 redirects/],
    ['/file', /'file:\/\/\/etc\/passwd' is no http or https address/],
    ['/short', /broke off/],
    ['/huge', /no space left on storage 'local': the file has 1.00 PiB/],
    ['/none', /\/none' answered 404 Not Found/],
    ['/ok', /checksum mismatch/, { expected: { algorithm: 'sha1', checksum: '00' } }],
    ['/ok', /broke off/, { compression: 'gz' }],
  ]
  for (const [path, why, more] of cases) {
    const work = bench.work()
    const file = { storage: 'local', content: 'iso', name: 'a.iso' } as const
    await assert.rejects(
      downloadUrl(bench.service, bench.host, work, file, { url: server.url + path, verifyCertificates: true, ...more }),
      says(why),
      path,
    )
    assert.deepEqual([await isos(bench), work.pending], [[], []], path)
  }
})

test('a download can be aborted', async () => {
  await using bench = await storageBench()
  await using server = await serving((_, response) => {
    response.writeHead(200, { 'Content-Length': 1000 })
    response.write('abc')
  })
  const work = bench.work()
  const file = { storage: 'local', content: 'iso', name: 'a.iso' } as const
  const downloading = downloadUrl(bench.service, bench.host, { ...work, progress: () => work.abort() }, file, {
    url: server.url,
    verifyCertificates: true,
  })
  await assert.rejects(downloading, says(/unable to create 'local:iso\/a.iso': aborted/))
  assert.deepEqual([await isos(bench), work.pending], [[], []])
})

test('what an address leads to is told without fetching it', async () => {
  await using server = await serving((request, response) => {
    if (request.method === 'HEAD' && request.url === '/no-head') response.writeHead(405).end()
    else
      response
        .writeHead(200, {
          'Content-Length': 5,
          'Content-Type': 'application/x-iso9660-image; x=y',
          'Content-Disposition': 'attachment; filename="disc.iso"',
        })
        .end(request.method === 'HEAD' ? '' : '12345')
  })
  const signal = new AbortController().signal
  const told = { filename: 'disc.iso', size: 5, mimetype: 'application/x-iso9660-image' }
  assert.deepEqual(await urlMetadata({ url: `${server.url}/x`, verifyCertificates: true, signal }), told)
  assert.deepEqual(await urlMetadata({ url: `${server.url}/no-head`, verifyCertificates: true, signal }), told)
  assert.deepEqual(readUrlMetadata({ 'content-disposition': "attachment; filename*=UTF-8''d%C3%A9.iso" }, new URL('http://x/y')), {
    filename: 'dé.iso',
  })
  assert.deepEqual(readUrlMetadata({}, new URL('http://x/a/b.iso?c=d')), { filename: 'b.iso' })
})
