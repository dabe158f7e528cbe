import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { request } from 'node:https'
import { join } from 'node:path'
import { after, before, test, type TestContext } from 'node:test'
import { Product } from '../product.ts'

const product = new Product()
const small = join(product.root, 'small')
const tooMuch = Buffer.alloc(12 * 2 ** 20, 7)
let mounted = false

before(async () => {
  await product.start()
  await product.login()
  mkdirSync(small)
  mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8M', 'none', small]).status === 0
  await product.ok('POST', '/storage', { storage: 'small', type: 'dir', path: small, content: 'images,iso,import', preallocation: 'full' })
  assert.equal(await product.task('POST', '/nodes/pve/qemu', { vmid: 100, scsi0: 'local:0.0625' }), 'OK')
  const disk = join(product.root, 'var/lib/vz/images/100/vm-100-disk-0.raw')
  assert.ok(statSync(disk).isFile())
  writeFileSync(disk, Buffer.alloc(64 * 2 ** 20, 5))
})

after(async () => {
  if (mounted) spawnSync('umount', [small])
  await product.destroy()
})

function needsMount(t: TestContext): boolean {
  if (!mounted) t.skip('no tmpfs can be mounted here')
  return mounted
}

/** Folders may stay; files may not. */
function left(): string[] {
  return readdirSync(small, { recursive: true, encoding: 'utf8' }).filter(name => statSync(join(small, name)).isFile())
}

async function fails(method: string, path: string, body: Record<string, unknown>, expected: RegExp): Promise<void> {
  const { status, reason, data } = await product.api(method, path, body)
  const text = status === 200 ? await product.taskEnd(data) : reason
  assert.match(text, expected)
  assert.match(text, /small/)
  assert.deepEqual(left(), [])
}

const full = /[Nn]o space left|not enough|does not fit|free are/

test('a new disk for which there is no room leaves neither volume nor VM', async t => {
  if (!needsMount(t)) return
  await fails('POST', '/nodes/pve/qemu', { vmid: 101, scsi0: 'small:1' }, full)
  assert.equal((await product.api('GET', '/nodes/pve/qemu/101/config')).status, 500)
  await fails('PUT', '/nodes/pve/qemu/100/config', { scsi1: 'small:1' }, full)
  assert.equal((await product.ok('GET', '/nodes/pve/qemu/100/config')).scsi1, undefined)
})

test('an import, a clone and a move for which there is no room leave nothing', async t => {
  if (!needsMount(t)) return
  await fails('POST', '/nodes/pve/qemu', { vmid: 101, scsi0: 'small:0,import-from=local:100/vm-100-disk-0.raw' }, full)
  await fails('POST', '/nodes/pve/qemu/100/clone', { newid: 102, full: 1, storage: 'small' }, full)
  await fails('POST', '/nodes/pve/qemu/100/move_disk', { disk: 'scsi0', storage: 'small' }, full)
  assert.match((await product.ok('GET', '/nodes/pve/qemu/100/config')).scsi0, /^local:/)
  const guests = (await product.ok('GET', '/nodes/pve/qemu')).map((row: { vmid: number }) => row.vmid)
  assert.deepEqual(guests, [100])
})

async function upload(filename: string, content: Buffer): Promise<{ status: number; reason: string; data: string }> {
  const boundary = 'x-boundary'
  const part = (head: string, body: Buffer | string) => [`--${boundary}\r\ncontent-disposition: form-data; ${head}\r\n\r\n`, body, '\r\n']
  const parts = [...part('name="content"', 'iso'), ...part(`name="filename"; filename="${filename}"`, content), `--${boundary}--\r\n`]
  const body = Buffer.concat(parts.map(one => Buffer.from(one)))
  const token = await product.api('POST', '/access/users/root@pam/token/up', { privsep: 0 })
  const headers = {
    authorization: `PVEAPIToken=root@pam!up=${token.data.value}`,
    'content-type': `multipart/form-data; boundary=${boundary}`,
    'content-length': body.length,
  }
  try {
    return await new Promise((resolve, reject) => {
      const url = `${product.url}/api2/json/nodes/pve/storage/small/upload`
      const outgoing = request(url, { method: 'POST', rejectUnauthorized: false, headers }, response => {
        let text = ''
        response.setEncoding('utf8').on('data', chunk => (text += chunk))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, reason: response.statusMessage ?? '', data: JSON.parse(text).data }),
        )
      })
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  } finally {
    await product.api('DELETE', '/access/users/root@pam/token/up')
  }
}

test('an upload for which there is no room leaves nothing, in its spool neither', async t => {
  if (!needsMount(t)) return
  const { status, reason, data } = await upload('big.iso', tooMuch)
  const text = status === 200 ? await product.taskEnd(data) : reason
  assert.match(text, full)
  assert.match(text, /small/)
  assert.deepEqual(left(), [])
  assert.deepEqual(readdirSync(join(product.root, 'var/tmp/quorate-uploads')), [])
})

test('a download for which there is no room leaves nothing, its length known or not', async t => {
  if (!needsMount(t)) return
  const server = createServer((incoming, response) => {
    if (incoming.url === '/known.iso') response.setHeader('content-length', tooMuch.length)
    response.write(tooMuch)
    response.end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const address = server.address()
  assert.ok(typeof address === 'object' && address)
  for (const filename of ['known.iso', 'unknown.iso']) {
    const url = `http://127.0.0.1:${address.port}/${filename}`
    await fails('POST', '/nodes/pve/storage/small/download-url', { content: 'iso', filename, url }, full)
  }
})
