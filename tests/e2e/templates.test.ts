/** Container templates on the real product: published lists, downloads, and templates built from packages. */
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { ociTestImage } from '@quorate/storage/testing/oci'
import { indexRecord, indexServer, publisherKey, type IndexServer } from '@quorate/templates/testing'
import { registryServer } from '@quorate/templates/testing/registry'
import { childrenOf } from '../contract/processes.ts'
import { Product } from '../product.ts'

const product = new Product()
const key = publisherKey('publisher')
const stranger = publisherKey('stranger')
const content = randomBytes(3 << 20)
const system = 'debian-12-standard_12.1-1_amd64.tar.zst'
const appliance = 'debian-12-turnkey-wiki_18.0-1_amd64.tar.gz'
let server: IndexServer

async function ok(line: string): Promise<string> {
  const [tool = '', ...args] = line.split(' ')
  const { code, out, error } = await product.run(tool, ...args)
  assert.equal(code, 0, `${line}: ${error}`)
  return out
}

async function fails(line: string): Promise<string> {
  const [tool = '', ...args] = line.split(' ')
  const { code, out, error } = await product.run(tool, ...args)
  assert.notEqual(code, 0, `${line} should fail, but printed: ${out}`)
  return error
}

const cached = () => readdirSync(join(product.root, 'var/lib/vz/template/cache'))
const rows = async () => (await product.ok('GET', '/nodes/pve/aplinfo')) as { template: string; section: string }[]

before(async () => {
  server = await indexServer()
  await product.start()
  await product.login()
})
after(async () => {
  await product.destroy()
  await server[Symbol.asyncDispose]()
  key[Symbol.dispose]()
  stranger[Symbol.dispose]()
})

test('lists are fetched from where the config tree says, checked by the keys that lie there', async () => {
  const tree = join(product.root, 'etc/pve')
  assert.deepEqual(await rows(), [])
  assert.match(await fails(`pveam download local ${system}`), /no list of templates names/)
  writeFileSync(
    join(tree, 'template-index.cfg'),
    `index: own\n\turl ${server.url}aplinfo.dat\n\nindex: other\n\turl ${server.url}tkl/list.dat\n`,
  )
  assert.match(await fails('pveam update'), /there is no key to check it with/)
  mkdirSync(join(tree, 'template-keyrings'))
  writeFileSync(join(tree, 'template-keyrings/publisher.asc'), key.armored)
  server.publish('aplinfo.dat', indexRecord(system, content), key)
  server.publish('tkl/list.dat', indexRecord(appliance, content, { Section: 'turnkeylinux', sha512sum: '', md5sum: 'f'.repeat(32) }), key)
  await ok('pveam update')
  assert.equal(await ok('pveam available'), `system          ${system}\nturnkeylinux    ${appliance}\n`)
  assert.equal(await ok('pveam available --section turnkeylinux'), `turnkeylinux    ${appliance}\n`)
  assert.equal(await ok('pveam available --section mail'), '')
})

test('a list that somebody else signed is refused, and the older one stays', async () => {
  const before_ = await rows()
  server.publish('aplinfo.dat', indexRecord('evil_1-1_amd64.tar.zst', content), stranger)
  server.publish('tkl/list.dat', indexRecord('evil_1-1_amd64.tar.gz', content), stranger)
  assert.match(await fails('pveam update'), /refused, the key [0-9A-F]+ that signed it is none of the trusted ones/)
  assert.deepEqual(await rows(), before_)
})

test('a template is downloaded, listed, found to be there, and removed', async () => {
  server.files.set(`images/${system}`, content)
  assert.match(await ok(`pveam download local ${system}`), /sha512 checksum is right/)
  assert.deepEqual(readFileSync(join(product.root, 'var/lib/vz/template/cache', system)), content)
  server.files.delete(`images/${system}`)
  assert.match(await ok(`pveam download local ${system}`), /is there already and its sha512 checksum is right/)
  assert.equal(
    await ok('pveam list local'),
    `NAME${' '.repeat(`local:vztmpl/${system}`.length - 4)}   SIZE\nlocal:vztmpl/${system} 3.00MB\n`,
  )
  assert.match(await fails('pveam remove local:iso/x.iso'), /is not of the form storage:vztmpl\/name/)
  await ok(`pveam remove local:vztmpl/${system}`)
  assert.deepEqual(cached(), [])
})

test('a download that breaks off or has another checksum leaves nothing', async () => {
  server.files.set(`images/${system}`, randomBytes(1 << 20))
  assert.match(await fails(`pveam download local ${system}`), /checksum mismatch/)
  server.files.set(`images/${system}`, response => {
    response.writeHead(200, { 'Content-Length': content.length }).write(content.subarray(0, 1000), () => response.destroy())
  })
  assert.match(await fails(`pveam download local ${system}`), /broke off/)
  server.files.set(`tkl/images/${appliance}`, content)
  assert.match(await fails(`pveam download local ${appliance}`), /checksum mismatch.*md5/)
  assert.match(await fails(`pveam download local ${system}`), /broke off/)
  assert.deepEqual(cached(), [])
})

test('an image is pulled from a registry by its tag, under a name of its own', async () => {
  await using registry = await registryServer()
  registry.needsToken = true
  registry.tags = ['1.0', '1.1', 'latest']
  registry.images.set('1.1', ociTestImage([{ files: { 'bin/sh': 'shell' } }], { Cmd: ['/bin/sh'] }))
  const reference = `${registry.host}/team/app`
  assert.deepEqual(await product.ok('GET', `/nodes/pve/query-oci-repo-tags?reference=${encodeURIComponent(reference)}`), registry.tags)
  const pull = '/nodes/pve/storage/local/oci-registry-pull'
  assert.equal(await product.task('POST', pull, { reference: `${reference}:1.1` }), 'OK')
  assert.equal(await product.task('POST', pull, { reference: `${reference}:1.1`, filename: 'own' }), 'OK')
  assert.deepEqual(cached().toSorted(), ['app_1.1.tar', 'own.tar'])
  assert.match((await product.api('POST', pull, { reference: `${reference}:1.1` })).reason, /already exists/)
  assert.match(
    await product.task('POST', pull, { reference: `${reference}:2.0` }),
    /unable to pull image 'team\/app:2\.0': .* answered 404/,
  )
  assert.deepEqual(Object.keys((await product.api('POST', pull, { reference: `${reference}:1.1`, filename: '../x' })).errors ?? {}), [
    'filename',
  ])
  for (const name of cached()) await ok(`pveam remove local:vztmpl/${name}`)
})

test('somebody without rights downloads, builds and updates nothing', async () => {
  await product.ok('POST', '/access/users', { userid: 'ann@pve', password: 'a-password' })
  await product.login('ann@pve', 'a-password')
  try {
    for (const [method, path, body] of [
      ['POST', '/nodes/pve/aplinfo', { storage: 'local', template: system }],
      ['PUT', '/nodes/pve/aplinfo', {}],
      ['POST', '/nodes/pve/storage/local/build-template', { distribution: 'debian' }],
      ['POST', '/nodes/pve/storage/local/oci-registry-pull', { reference: '127.0.0.1:9/a:b' }],
      ['GET', '/nodes/pve/query-oci-repo-tags?reference=127.0.0.1:9/a', undefined],
    ] as const) {
      assert.equal((await product.api(method, path, body)).status, 403, `${method} ${path}`)
    }
  } finally {
    await product.login()
  }
})

test('a build from a mirror that is not there says so and leaves nothing', async () => {
  assert.match(
    await fails('pveam build local debian --mirror http://127.0.0.1:9/debian'),
    /unable to install debian trixie: Failed to fetch/,
  )
  assert.match(await fails('pveam build local debian --release etch'), /there is no release 'etch' of debian/)
  assert.deepEqual([cached(), readdirSync(join(product.root, 'var/tmp/quorate-templates'))], [[], []])
})

const noBuild = !existsSync('/usr/bin/mmdebstrap') && 'mmdebstrap is not installed'
const builds = join(product.root, 'var/tmp/quorate-templates')

/** Begins a build and waits until it is at work. */
async function building(): Promise<string> {
  const upid = (await product.ok('POST', '/nodes/pve/storage/local/build-template', {
    distribution: 'debian',
    variant: 'minimal',
  })) as string
  const atWork = () => readdirSync(builds).some(name => readdirSync(join(builds, name)).some(file => file.startsWith('mmdebstrap.')))
  while (!atWork()) await new Promise(resolve => setTimeout(resolve, 50))
  return upid
}

test('a build that is stopped leaves nothing', { skip: noBuild }, async () => {
  const upid = await building()
  await product.ok('DELETE', `/nodes/pve/tasks/${encodeURIComponent(upid)}`)
  assert.match(await product.taskEnd(upid), /aborted/)
  assert.deepEqual([cached(), readdirSync(builds)], [[], []])
})

test('of a build whose runner is killed nothing is left once a runner is there again', { skip: noBuild }, async () => {
  const upid = await building()
  process.kill(childrenOf(product.pid).get('quorate-runner') ?? assert.fail('no runner'), 'SIGKILL')
  assert.match(await product.taskEnd(upid), /interrupted/)
  assert.deepEqual([cached(), readdirSync(builds)], [[], []])
})
