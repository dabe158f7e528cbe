import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { Failure, failureText } from '@quorate/schema'
import { digestOf, ociTestArchive, ociTestImage, tarOf, type OciTestImage } from '../testing/oci-image.ts'
import { openLayer } from './open-layer.ts'
import { readOciArchive, type OciLayer } from './read-oci-archive.ts'
import { isWhiteoutMark, layerWhiteouts, whiteoutOf } from './whiteouts.ts'

const folder = mkdtempSync(join(tmpdir(), 'quorate-oci-'))
after(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'image.tar')

const fails = (pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Failure, String(error))
  assert.match(failureText(error), pattern)
  return true
}

async function read(archive: Buffer) {
  writeFileSync(path, archive)
  return await readOciArchive("image 'x'", path, 'amd64')
}

const whole = (layer: OciLayer, most = 1 << 20) => openLayer("image 'x'", path, layer, { signal: new AbortController().signal, most })

async function bytesOf(layer: OciLayer, most?: number): Promise<Buffer> {
  return Buffer.concat(await whole(layer, most).toArray())
}

const layers = [
  { files: { 'etc/a': 'one', 'etc/b': 'two' } },
  { files: { 'etc/.wh.a': '', 'srv/.wh..wh..opq': '', 'srv/new': 'x' }, compression: 'zstd' },
  { files: { 'etc/c': 'three' }, compression: 'none' },
] as const

const config = {
  Entrypoint: ['/entry.sh', 'a b'],
  Cmd: ['nginx', '-g', 'daemon off;'],
  Env: ['PATH=/usr/bin', 'EMPTY=', 'WITH=a=b', 'bad', 'evil=a\nlxc.hook=x'],
  WorkingDir: '/srv',
  User: '1000:www-data',
  StopSignal: 'SIGQUIT',
}

test('an archive tells how the image is run, and where its layers lie', async () => {
  const image = await read(ociTestArchive(ociTestImage(layers, config)))
  const { diffIds, ...rest } = image.config
  assert.deepEqual(rest, {
    os: 'linux',
    architecture: 'amd64',
    entrypoint: ['/entry.sh', 'a b'],
    cmd: ['nginx', '-g', 'daemon off;'],
    env: [
      { name: 'PATH', value: '/usr/bin' },
      { name: 'EMPTY', value: '' },
      { name: 'WITH', value: 'a=b' },
    ],
    workingDir: '/srv',
    user: '1000:www-data',
    stopSignal: 'SIGQUIT',
  })
  assert.equal(diffIds.length, 3)
  assert.deepEqual(
    image.layers.map(layer => layer.compression),
    ['gzip', 'zstd', 'none'],
  )
  for (const [index, layer] of image.layers.entries()) assert.deepEqual(await bytesOf(layer), tarOf(layers[index]!.files))
})

test('an image that says nothing of itself has defaults', async () => {
  const { config: said } = await read(ociTestArchive(ociTestImage([layers[0]])))
  assert.deepEqual([said.entrypoint, said.cmd, said.env, said.workingDir, said.user, said.stopSignal], [[], [], [], '/', '', undefined])
})

test('what a layer takes away is told by its marks', async () => {
  const image = await read(ociTestArchive(ociTestImage(layers)))
  const all = []
  for (const layer of image.layers) all.push(await layerWhiteouts("image 'x'", whole(layer)))
  assert.deepEqual(all, [
    [],
    [
      { kind: 'removed', path: 'etc/a' },
      { kind: 'opaque', path: 'srv' },
    ],
    [],
  ])
  const none = ['../.wh.passwd', 'a/../.wh.b', '.wh.', '.wh...', '.wh..wh.plnk', 'a/b', 'wh.a', 'a.wh.b']
  assert.deepEqual(none.map(whiteoutOf).filter(Boolean), [])
  assert.deepEqual(whiteoutOf('.wh..wh..opq'), { kind: 'opaque', path: '' })
  assert.deepEqual(['a/.wh.b', '.wh..wh.plnk', '.whale'].map(isWhiteoutMark), [true, true, false])
})

test('of several images the one for this processor is taken, also from a list within a list', async () => {
  const image = ociTestImage(layers)
  const own = { mediaType: image.mediaType, digest: image.digest, size: image.manifest.length }
  const list = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      manifests: [
        { ...own, digest: `sha256:${'0'.repeat(64)}`, platform: { os: 'linux', architecture: 'arm64' } },
        { ...own, digest: `sha256:${'1'.repeat(64)}`, platform: { os: 'unknown', architecture: 'unknown' } },
        { ...own, platform: { os: 'linux', architecture: 'amd64' } },
      ],
    }),
  )
  const outer = { manifests: [{ mediaType: 'application/vnd.oci.image.index.v1+json', digest: digestOf(list), size: list.length }] }
  const blobs = new Map([...image.blobs, [digestOf(list), list]])
  const found = await read(ociTestArchive({ ...image, blobs }, { 'index.json': JSON.stringify(outer) }))
  assert.equal(found.layers.length, 3)
  await assert.rejects(
    readOciArchive('image', path, 'riscv64'),
    fails(/has no image for linux\/riscv64, only for linux\/arm64, linux\/amd64/),
  )
})

function changed(image: OciTestImage, name: string, data: Buffer): OciTestImage {
  return { ...image, blobs: new Map([...image.blobs, [name, data]]) }
}

test('a blob that is missing, of another size or of other content is refused', async () => {
  const image = ociTestImage(layers)
  const [first = ''] = image.blobs.keys()
  const without = { ...image, blobs: new Map([...image.blobs].filter(([name]) => name !== first)) }
  await assert.rejects(read(ociTestArchive(without)), fails(/the blob sha256:\w+ is missing/))
  await assert.rejects(read(ociTestArchive(changed(image, first, Buffer.from('x')))), fails(/has 1 bytes, not \d+/))
  const other = Buffer.from(image.manifest.toString().replace('gzip', 'zstd'))
  await assert.rejects(read(ociTestArchive(changed(image, image.digest, other))), fails(/manifest: its content does not fit its digest/))
  const data = Buffer.from(image.blobs.get(first)!)
  data[data.length - 1]! ^= 1
  const [layer] = (await read(ociTestArchive(changed(image, first, data)))).layers
  await assert.rejects(bytesOf(layer!), fails(/layer sha256:\w{12} cannot be unpacked/))
})

test('a layer that unpacks to too much, to something else than was told, or goes on behind its end is refused', async () => {
  const image = ociTestImage([{ files: { big: 'x'.repeat(2 << 20) } }])
  const [layer] = (await read(ociTestArchive(image))).layers
  await assert.rejects(bytesOf(layer!, 1 << 20), fails(/refused, unpacked it has more than 1\.00 MiB/))
  await assert.rejects(bytesOf({ ...layer!, diffId: `sha256:${'0'.repeat(64)}` }, 4 << 20), fails(/does not fit its digest/))
  const odd = Buffer.concat([gzipSync(tarOf({ a: 'b' })), Buffer.from('something else')])
  writeFileSync(path, odd)
  const bad = { offset: 0, length: odd.length, mediaType: '', compression: 'gzip', digest: digestOf(odd) } as const
  await assert.rejects(bytesOf(bad), fails(/cannot be unpacked/))
})

test('what is no image of a container is refused', async () => {
  await assert.rejects(read(tarOf({ a: 'b' })), fails(/is no OCI archive/))
  await assert.rejects(read(Buffer.from('nothing')), fails(/cannot be read as a tar archive/))
  const layout = { 'oci-layout': '{}' }
  const cases: readonly [string, RegExp][] = [
    ['[]', /no JSON object/],
    ['{', /no JSON/],
    ['{"manifests":[]}', /has no image for linux\/amd64/],
    ['{"manifests":[{"mediaType":"a","digest":"sha256:../../etc/passwd","size":1}]}', /no digest of a known kind/],
    ['{"manifests":[{"mediaType":"a","digest":"sha256:00","size":-1}]}', /no digest/],
    [JSON.stringify({ manifests: Array.from({ length: 2000 }, () => ({})) }), /more than 1000 images/],
    ['['.repeat(100_000), /no JSON/],
  ]
  for (const [index, pattern] of cases)
    await assert.rejects(read(tarOf({ ...layout, 'index.json': index })), fails(pattern), index.slice(0, 80))
  const helm = ociTestImage(layers, {}, manifest => ({
    ...manifest,
    layers: [{ mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', digest: `sha256:${'a'.repeat(64)}`, size: 1 }],
  }))
  await assert.rejects(read(ociTestArchive(helm)), fails(/helm.* cannot be unpacked: this is no image of a container/))
  await assert.rejects(read(ociTestArchive(ociTestImage(layers, { User: '../x y' }))), fails(/'\.\.\/x y' is no user/))
  await assert.rejects(read(ociTestArchive(ociTestImage(layers, { Cmd: ['a\0b'] }))), fails(/no list of texts/))
})
