import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'
import { Failure, failureText } from '@quorate/schema'
import { openLayer, readOciArchive } from '@quorate/storage'
import { storageBench, type StorageBench } from '@quorate/storage/testing'
import { digestOf, ociTestImage, tarOf } from '@quorate/storage/testing/oci'
import { registryServer, type RegistryServer } from '../testing/registry-server.ts'
import { nativeArchitecture } from '../build/read-machine.ts'
import { readChallenge } from './auth-challenge.ts'
import { imageFileName, readReference } from './image-reference.ts'
import { listTags } from './list-tags.ts'
import { pullImage } from './pull-image.ts'
import { Registry } from './registry.ts'

const fails = (pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Failure, String(error))
  assert.match(failureText(error), pattern)
  return true
}

const image = ociTestImage(
  [
    { files: { 'bin/sh': 'shell'.repeat(50_000) } },
    { files: { 'etc/x': 'x' }, compression: 'zstd' },
    { files: { 'etc/x': 'x' }, compression: 'zstd' },
  ],
  {
    Cmd: ['/bin/sh'],
  },
)
const firstLayer = [...image.blobs.keys()][0] ?? ''

const signal = () => new AbortController().signal
const tagsOf = (server: RegistryServer) => listTags(new Registry(readReference(`${server.host}/team/app`), signal()))
const cached = async (bench: StorageBench) => await readdir(`${bench.folder}/var/lib/vz/template/cache`)

function pulling(bench: StorageBench, server: RegistryServer, work = bench.work()) {
  const reference = readReference(`${server.host}/team/app:1.0`)
  return pullImage({ host: bench.host, store: bench.store, storage: bench.service }, work, {
    storage: 'local',
    name: 'app_1.0.tar',
    reference,
  })
}

test('a reference names registry, repository and tag as people are used to', () => {
  const cases = {
    nginx: ['https://registry-1.docker.io', 'library/nginx', 'latest'],
    'nginx:1.27': ['https://registry-1.docker.io', 'library/nginx', '1.27'],
    'docker.io/team/app:x': ['https://registry-1.docker.io', 'team/app', 'x'],
    'team/app': ['https://registry-1.docker.io', 'team/app', 'latest'],
    'quay.io/a/b/c:v1': ['https://quay.io', 'a/b/c', 'v1'],
    'registry.lan:5000/app:v1': ['https://registry.lan:5000', 'app', 'v1'],
    'localhost:5000/app:v1': ['http://localhost:5000', 'app', 'v1'],
    '127.0.0.1/app': ['http://127.0.0.1', 'app', 'latest'],
    'localhost.evil.example/app': ['https://localhost.evil.example', 'app', 'latest'],
    '127.0.0.1.evil.example/app': ['https://127.0.0.1.evil.example', 'app', 'latest'],
  }
  for (const [text, expected] of Object.entries(cases)) assert.deepEqual(Object.values(readReference(text)), expected, text)
  assert.equal(imageFileName(readReference('quay.io/a/b/c:v1')), 'c_v1.tar')
})

test('tags are listed over all pages, each page where the last one says', async () => {
  await using server = await registryServer()
  server.tags = ['1.0', '1.1', '2.0', 'latest', '-bad', 'x'.repeat(200), 'end']
  assert.deepEqual(await tagsOf(server), ['1.0', '1.1', '2.0', 'latest', 'end'])
  assert.equal(server.asked[0], '/v2/team/app/tags/list?n=1000')
  assert.equal(server.asked.length, 4)
})

test('a token that anybody may have is fetched where the registry says', async () => {
  await using server = await registryServer()
  server.needsToken = true
  server.tags = ['1.0']
  assert.deepEqual(await tagsOf(server), ['1.0'])
  assert.equal(server.asked[1], '/token?service=test&scope=repository%3Ateam%2Fapp%3Apull')
  server.instead.set('/token', (_, response) => void response.end('{"token":"a\\r\\nX: y"}'))
  await assert.rejects(tagsOf(server), fails(/gave no token/))
  server.instead.set('/token', (_, response) => void response.end('{"access_token":"other"}'))
  await assert.rejects(tagsOf(server), fails(/does not let everybody read 'team\/app'/))
  server.instead.set(
    '/v2/team/app/tags/list',
    (_, response) => void response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end(),
  )
  await assert.rejects(tagsOf(server), fails(/asks for a password/))
  assert.equal(readChallenge('Bearer service="x"'), undefined)
  assert.equal(readChallenge(`Bearer ${'a="b",'.repeat(100_000)}`), undefined)
})

test('pages without end, in other places, or that are none are refused', async () => {
  await using server = await registryServer()
  const path = '/v2/team/app/tags/list'
  server.instead.set(path, (_, response) => void response.writeHead(200, { Link: `<${path}?again>; rel="next"` }).end('{"tags":["a"]}'))
  await assert.rejects(tagsOf(server), fails(/more than 100 pages of tags/))
  server.instead.set(
    path,
    (_, response) => void response.writeHead(200, { Link: '<http://127.0.0.1:9/x>; rel="next"' }).end('{"tags":["a"]}'),
  )
  await assert.rejects(tagsOf(server), fails(/in a place that is not its own/))
  server.instead.set(path, (_, response) => void response.end('<html>'))
  await assert.rejects(tagsOf(server), fails(/it is no JSON/))
  server.instead.set(path, (_, response) => void response.end('{"tags":null}'))
  assert.deepEqual(await tagsOf(server), [])
  server.instead.set(path, (_, response) => {
    const more = () => {
      while (!response.destroyed && response.write('['.repeat(65_536)));
    }
    response.on('drain', more)
    more()
  })
  await assert.rejects(tagsOf(server), fails(/it is longer than 4\.00 MiB/))
  server.instead.set(path, (_, response) => void response.writeHead(307, { Location: path }).end())
  await assert.rejects(tagsOf(server), fails(/more than 5 redirects/))
})

test('an image is pulled whole, with each blob once and no token for who a redirect leads to', async () => {
  await using server = await registryServer()
  await using elsewhere = await registryServer()
  await using bench = await storageBench()
  server.needsToken = true
  server.images.set('1.0', image)
  elsewhere.images.set('1.0', image)
  const authorized: unknown[] = []
  server.instead.set(`/v2/team/app/blobs/${firstLayer}`, (request, response) => {
    response.writeHead(307, { Location: `http://${elsewhere.host}/there` }).end()
    authorized.push(request.headers.authorization)
  })
  elsewhere.instead.set('/there', (request, response) => {
    authorized.push(request.headers.authorization)
    response.end(image.blobs.get(firstLayer))
  })
  const work = bench.work()
  assert.equal(await pulling(bench, server, work), 'local:vztmpl/app_1.0.tar')
  assert.deepEqual(authorized, ['Bearer for.repository-team-app-pull', undefined])
  assert.deepEqual(work.pending, [])
  const last = work.progressed.at(-1)
  assert.ok(last && last.done === last.total && last.total > 0)
  const { path } = await bench.service.resolve('local:vztmpl/app_1.0.tar')
  const read = await readOciArchive('image', path, 'amd64')
  assert.deepEqual([read.config.cmd, read.layers.length], [['/bin/sh'], 3])
  const [layer] = read.layers
  const bytes = Buffer.concat(await openLayer('image', path, layer!, { signal: signal(), most: 1 << 20 }).toArray())
  assert.deepEqual(bytes, tarOf({ 'bin/sh': 'shell'.repeat(50_000) }))
  const [row] = await bench.service.list('local', { content: 'vztmpl' })
  assert.deepEqual([row?.volid, row?.format], ['local:vztmpl/app_1.0.tar', 'tar'])
})

test('of a list of images the one for this processor is pulled', async () => {
  await using server = await registryServer()
  await using bench = await storageBench()
  const architecture = await nativeArchitecture(bench.host)
  const mediaType = 'application/vnd.oci.image.index.v1+json'
  const own = { mediaType: image.mediaType, digest: image.digest, size: image.manifest.length }
  const manifest = Buffer.from(
    JSON.stringify({
      mediaType,
      manifests: [
        { ...own, digest: `sha256:${'0'.repeat(64)}`, platform: { os: 'windows', architecture } },
        { ...own, platform: { os: 'linux', architecture } },
      ],
    }),
  )
  server.images.set('1.0', { manifest, mediaType, digest: digestOf(manifest), blobs: image.blobs })
  await pulling(bench, server)
  const { path } = await bench.service.resolve('local:vztmpl/app_1.0.tar')
  assert.equal((await readOciArchive('image', path, architecture)).layers.length, 3)
})

test('a blob or manifest of other content, too long, cut off or missing leaves nothing', async () => {
  await using server = await registryServer()
  await using bench = await storageBench()
  await bench.service.activateStorage('local')
  server.images.set('1.0', image)
  const layer = image.blobs.get(firstLayer) ?? Buffer.alloc(0)
  const path = `/v2/team/app/blobs/${firstLayer}`
  const changed = Buffer.from(layer)
  changed[100]! ^= 1
  const cases: readonly [string, (length: number) => Buffer | undefined, RegExp][] = [
    [path, () => changed, /blob sha256:\w+: its content does not fit its digest/],
    [path, () => Buffer.concat([layer, Buffer.from('x')]), /refused, it is longer than/],
    [path, () => layer.subarray(1), /broke off after \d+ of \d+ bytes/],
    [path, () => undefined, /answered 404/],
    ['/v2/team/app/manifests/1.0', () => Buffer.from('{"config":{},"layers":[]}'), /config: it has no media type/],
    ['/v2/team/app/manifests/1.0', () => undefined, /unable to pull image 'team\/app:1\.0': .* answered 404/],
  ]
  for (const [at, content, pattern] of cases) {
    server.instead.clear()
    server.instead.set(at, (_, response) => {
      const data = content(0)
      if (data) response.end(data)
      else response.writeHead(404).end()
    })
    await assert.rejects(pulling(bench, server), fails(pattern))
    assert.deepEqual(await cached(bench), [])
  }
  server.instead.clear()
  server.images.set('1.0', { ...image, digest: `sha256:${'0'.repeat(64)}` })
  await assert.rejects(pulling(bench, server), fails(/content of its manifest does not fit the digest/))
})

test('a pull that is stopped in the middle leaves nothing', async () => {
  await using server = await registryServer()
  await using bench = await storageBench()
  server.images.set('1.0', image)
  const work = bench.work()
  server.instead.set(`/v2/team/app/blobs/${firstLayer}`, (_, response) => {
    response.write(image.blobs.get(firstLayer)?.subarray(0, 100))
    setImmediate(() => work.abort())
  })
  await assert.rejects(pulling(bench, server, work), fails(/aborted/))
  await work.runUndo()
  assert.deepEqual(await cached(bench), [])
})

test('more than the storage has room for is refused before anything is fetched', async () => {
  await using server = await registryServer()
  await using bench = await storageBench()
  const huge = ociTestImage([{ files: { a: 'b' } }], {}, manifest => ({
    ...manifest,
    layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: `sha256:${'a'.repeat(64)}`, size: 2 ** 52 }],
  }))
  server.images.set('1.0', huge)
  await assert.rejects(pulling(bench, server), fails(/no space left on storage 'local'/))
  assert.ok(!server.asked.some(path => path.includes('/blobs/')))
})
