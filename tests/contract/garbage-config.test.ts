import assert from 'node:assert/strict'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { Product } from '../product.ts'

const product = new Product()
const folder = join(product.root, 'etc/pve/nodes/pve/qemu-server')

before(async () => {
  await product.start()
  await product.login()
  assert.equal(await product.task('POST', '/nodes/pve/qemu', { vmid: 101, name: 'good', memory: 32 }), 'OK')
})

after(() => product.destroy())

const garbage: Readonly<Record<string, string | Buffer>> = {
  'no line of the format': 'this is no config\n\n\t???\n: :\n',
  'bytes that are no text': Buffer.from([0, 255, 254, 10, 128, 58, 32, 200, 10]),
  'values that are none': 'memory: lots\ncores: -1\nscsi0: \nnet0: ,,,=\nname: ../../x\nboot: order=\nsmbios1: uuid=x\n',
  'sections without end': '[PENDING]\n[PENDING]\n[snap\n[]\nmemory: 1\n[x y]\nparent: x\n',
  'a snapshot that is its own parent': 'memory: 32\nparent: a\n\n[a]\nparent: b\nmemory: 32\n\n[b]\nparent: a\nmemory: 32\n',
  'names of the language': '__proto__: x\nconstructor: y\ntoString: z\n\n[__proto__]\nmemory: 1\n',
  'a very long line': `description: ${'x'.repeat(100_000)}\n`,
  nothing: '',
}

/** The daemon hears of a change through the mount a moment later. */
async function listed(count: number) {
  for (let left = 40; ; left--) {
    const rows = await product.ok('GET', '/nodes/pve/qemu')
    if (rows.length === count || left === 0) return rows
    await delay(50)
  }
}

for (const [what, text] of Object.entries(garbage)) {
  test(`a config with ${what} is listed and spoils no other`, async t => {
    if (!existsSync(join(folder, '101.conf'))) return t.skip('the config tree is not mounted here')
    try {
      writeFileSync(join(folder, '100.conf'), text)
    } catch (error) {
      // To refuse the write is as good.
      return t.diagnostic(String(error))
    }
    const rows = await listed(2)
    assert.deepEqual(rows.map((row: { vmid: number }) => row.vmid).toSorted(), [100, 101])
    assert.equal(rows.find((row: { vmid: number }) => row.vmid === 101).name, 'good')
    const resources = await product.ok('GET', '/cluster/resources?type=vm')
    assert.deepEqual(resources.map((row: { vmid: number }) => row.vmid).toSorted(), [100, 101])
    const cli = await product.run('qm', 'list')
    assert.equal(cli.code, 0, cli.error)
    assert.match(cli.out, /100/)
    assert.match(cli.out, /101 +good/)
    for (const [method, path, body] of [
      ['GET', '/nodes/pve/qemu/100/config'],
      ['GET', '/nodes/pve/qemu/100/pending'],
      ['GET', '/nodes/pve/qemu/100/status/current'],
      ['GET', '/nodes/pve/qemu/100/snapshot'],
      ['GET', '/nodes/pve/qemu/100/feature?feature=snapshot'],
      ['PUT', '/nodes/pve/qemu/100/config', { description: 'x' }],
      ['POST', '/nodes/pve/qemu/100/status/start', {}],
    ] as const) {
      const { status, reason, data } = await product.api(method, path, body)
      const said = typeof data === 'string' && data.startsWith('UPID') ? await product.taskEnd(data) : reason
      assert.ok([200, 400, 500].includes(status), `${method} ${path}: ${status} ${reason}`)
      assert.doesNotMatch(said, /unexpected error|Cannot read|is not a function|Maximum call stack/, `${method} ${path}`)
    }
    assert.equal((await product.ok('GET', '/nodes/pve/qemu/101/config')).name, 'good')
    if ((await product.ok('GET', '/nodes/pve/qemu/100/status/current')).status === 'running') {
      assert.equal(await product.task('POST', '/nodes/pve/qemu/100/status/stop'), 'OK')
    }
    assert.equal(await product.task('DELETE', '/nodes/pve/qemu/100'), 'OK')
    assert.equal((await listed(1)).length, 1)
    assert.doesNotMatch(product.output, /\n\s+at /)
  })
}
