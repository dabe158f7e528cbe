import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { btrfsNode } from '../testing/btrfs-node.ts'
import { cannotRun } from '../testing/hand-made-container.ts'
import { makeRootArchive } from '../testing/root-archive.ts'
import { TrialNode } from '../testing/trial-node.ts'

const skip = cannotRun()
const debian = { 'etc/os-release': 'ID=debian\nVERSION_ID="12"\n', 'etc/debian_version': '12.5\n', 'etc/machine-id': 'abc\n' }

/** A container that is made from an archive, as people make them. */
async function create(node: TrialNode, vmid: number, more: Record<string, unknown> = {}): Promise<void> {
  makeRootArchive(join(node.folder, 'var/lib/vz/template/cache/small.tar.zst'), debian)
  const parameters = { vmid, ostemplate: 'local:vztmpl/small.tar.zst', hostname: `ct${vmid}`, rootfs: { volume: 'local:0.1' }, ...more }
  assert.equal(await node.request('POST', '', parameters), 'OK', node.logs.join('\n'))
}

const resource = 1n << 24n

/** The kernel asks for a right that machines for tests may lack. */
function mayResizeMounted(): boolean {
  const set = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  return (BigInt(`0x${set}`) & resource) !== 0n
}

/** undefined: there is no btrfs here, and the test is skipped */
async function onBtrfs(t: TestContext): Promise<TrialNode | undefined> {
  const made = await btrfsNode()
  if (typeof made === 'string') {
    t.skip(made)
    return undefined
  }
  t.after(() => made.remove())
  return made.node
}

const ok = async (node: TrialNode, method: string, path: string, parameters: Record<string, unknown>) =>
  assert.equal(await node.request(method, path, parameters), 'OK', node.logs.join('\n'))

test('a full clone of a stopped container is one of its own, on another storage too', { skip }, async () => {
  await using node = await TrialNode.create()
  await create(node, 100, { net0: { name: 'eth0', hwaddr: 'BC:24:11:00:00:01' }, mp0: { volume: 'local:0.02', mp: '/data' } })
  await ok(node, 'POST', '/{vmid}/clone', { vmid: 100, newid: 101, hostname: 'copy', storage: 'second', description: 'mine' })
  assert.match(node.config(101), /^#mine\narch: amd64\nhostname: copy\nmp0: second:101\/vm-101-disk-\d\.raw,mp=\/data,size=\S+\n/)
  assert.doesNotMatch(node.config(101), /BC:24:11:00:00:01/)
  await ok(node, 'POST', '/{vmid}/status/start', { vmid: 101 })
  assert.equal(await node.inside(101, 'hostname'), 'copy')
  await assert.rejects(
    node.request('POST', '/{vmid}/clone', { vmid: 101, newid: 102 }),
    /CT 101 is running, and the storage of .* has no snapshots/,
  )
  await assert.rejects(node.request('DELETE', '/{vmid}', { vmid: 101 }), /CT 101 is running - destroy failed/)
  await ok(node, 'DELETE', '/{vmid}', { vmid: 101, force: true })
  assert.equal(node.config(101), '')
  assert.deepEqual(await node.storage.list('second'), [])
  assert.deepEqual((await node.left()).folders, [])
})

test('a template is built on by linked clones, and stays while they do', { skip }, async t => {
  const node = await onBtrfs(t)
  if (!node) return
  await create(node, 100, { rootfs: { volume: 'tree:0.1' } })
  assert.equal(await node.request('POST', '/{vmid}/template', { vmid: 100 }), null)
  assert.match(node.config(100), /rootfs: tree:100\/basevol-100-disk-0\S*\ntemplate: 1\n/)
  assert.match(String(await node.power('start', 100)), /you can't start a CT if it's a template/)
  await ok(node, 'POST', '/{vmid}/clone', { vmid: 100, newid: 101 })
  await ok(node, 'POST', '/{vmid}/status/start', { vmid: 101 })
  assert.equal(await node.inside(101, 'hostname'), 'Copy-of-CT-ct100')
  await ok(node, 'POST', '/{vmid}/status/stop', { vmid: 101 })
})

test('snapshots are of one moment while the container runs, and it goes back to them', { skip }, async t => {
  const node = await onBtrfs(t)
  if (!node) return
  await create(node, 100, { rootfs: { volume: 'tree:0.1' }, mp0: { volume: 'tree:0.05', mp: '/data' }, start: true })
  const write = (text: string) => node.inside(100, 'sh', '-c', `echo ${text} > /root/state; echo ${text} > /data/state`)
  const read = () => node.inside(100, 'cat', '/root/state', '/data/state')
  await write('one')
  await ok(node, 'POST', '/{vmid}/snapshot', { vmid: 100, snapname: 'first', description: 'as it was' })
  await write('two')
  await ok(node, 'POST', '/{vmid}/snapshot', { vmid: 100, snapname: 'second' })
  const rows = (await node.request('GET', '/{vmid}/snapshot', { vmid: 100 })) as { name: string; parent?: string }[]
  assert.deepEqual(
    rows.map(row => [row.name, row.parent]),
    [
      ['first', undefined],
      ['second', 'first'],
      ['current', 'second'],
    ],
  )
  await ok(node, 'POST', '/{vmid}/clone', { vmid: 100, newid: 101, snapname: 'first', full: true })
  await ok(node, 'POST', '/{vmid}/clone', { vmid: 100, newid: 102, full: true })
  await ok(node, 'POST', '/{vmid}/snapshot/{snapname}/rollback', { vmid: 100, snapname: 'first', start: true })
  assert.equal(await read(), 'one\none')
  assert.equal(
    await node.request('PUT', '/{vmid}/snapshot/{snapname}/config', { vmid: 100, snapname: 'second', description: 'later' }),
    null,
  )
  await ok(node, 'DELETE', '/{vmid}/snapshot/{snapname}', { vmid: 100, snapname: 'second' })
  await ok(node, 'DELETE', '/{vmid}/snapshot/{snapname}', { vmid: 100, snapname: 'first' })
  assert.doesNotMatch(node.config(100), /first|second|lock|parent/)
  for (const [vmid, state] of [
    [101, 'one\none'],
    [102, 'two\ntwo'],
  ] as const) {
    await ok(node, 'POST', '/{vmid}/status/start', { vmid })
    assert.equal(await node.inside(vmid, 'cat', '/root/state', '/data/state'), state)
    await ok(node, 'DELETE', '/{vmid}', { vmid, force: true })
  }
  const volumes = await node.storage.list('tree')
  for (const { volid } of volumes) assert.deepEqual(await node.storage.snapshots(volid), [])
  assert.equal(volumes.length, 2)
})

test('a file system grows with its volume, mounted or not', { skip }, async t => {
  await using node = await TrialNode.create()
  await create(node, 100)
  const kibibytes = async () => Number((await node.inside(100, 'df', '-k', '/')).split('\n').at(-1)?.split(/\s+/)[1])
  await ok(node, 'PUT', '/{vmid}/resize', { vmid: 100, disk: 'rootfs', size: '+100M' })
  await ok(node, 'POST', '/{vmid}/status/start', { vmid: 100 })
  assert.ok((await kibibytes()) > 180_000)
  assert.match(String(await node.request('PUT', '/{vmid}/resize', { vmid: 100, disk: 'rootfs', size: '1M' })), /shrinking/)
  if (!mayResizeMounted()) {
    t.diagnostic('without CAP_SYS_RESOURCE no mounted file system can be grown: only what is left of a growth that fails is tried')
    const noted = () => Number(/rootfs: \S+,size=(\d+)M\n/.exec(node.config(100))?.[1])
    const before = noted()
    const grow = () => node.request('PUT', '/{vmid}/resize', { vmid: 100, disk: 'rootfs', size: '+100M' })
    for (let tries = 0; tries < 2; tries += 1) assert.notEqual(await grow(), 'OK')
    assert.equal(noted(), before)
    assert.equal(await node.power('stop', 100), 'OK')
    assert.equal(await grow(), 'OK')
    return assert.equal(noted(), before + 100)
  }
  await ok(node, 'PUT', '/{vmid}/resize', { vmid: 100, disk: 'rootfs', size: '400M' })
  assert.ok((await kibibytes()) > 350_000)
  assert.match(node.config(100), /rootfs: \S+,size=400M\n/)
})

test('a container whose storage is not defined any more can be destroyed, and what lies there stays', { skip }, async () => {
  await using node = await TrialNode.create()
  await node.addStorage(`dir: gone\n\tpath ${node.folder}/gone\n\tcontent rootdir\n`)
  await create(node, 100, { mp0: { volume: 'gone:0.03', mp: '/data' } })
  await node.store.update('storage.cfg', { authid: 'root@pam' }, text => (text ?? '').replace(/dir: gone[^]*$/, ''))
  assert.equal(await node.request('DELETE', '/{vmid}', { vmid: 100 }), 'WARNINGS: 1')
  assert.match(node.told(), /gone:100\/vm-100-disk-\d\.raw was not removed: its storage is not defined any more/)
  assert.equal(node.config(100), '')
  assert.deepEqual(await node.storage.list('local', { content: 'rootdir' }), [])
})

test('a volume moves to another kind of storage and to another container', { skip }, async t => {
  const node = await onBtrfs(t)
  if (!node) return
  await create(node, 100, { mp0: { volume: 'local:0.03', mp: '/data' } })
  await create(node, 101)
  await ok(node, 'POST', '/{vmid}/move_volume', { vmid: 100, volume: 'rootfs', storage: 'tree', delete: true })
  await ok(node, 'POST', '/{vmid}/status/start', { vmid: 100 })
  await node.inside(100, 'sh', '-c', 'echo here > /data/file')
  await assert.rejects(
    node.request('POST', '/{vmid}/move_volume', { vmid: 100, volume: 'rootfs', storage: 'local' }),
    /cannot move volumes of a running container/,
  )
  await ok(node, 'POST', '/{vmid}/status/stop', { vmid: 100 })
  await ok(node, 'POST', '/{vmid}/move_volume', { vmid: 100, volume: 'rootfs', storage: 'second' })
  assert.match(node.config(100), /rootfs: second:100\/vm-100-disk-0\.raw,size=\S+\n/)
  assert.match(node.config(100), /unused0: tree:100\/\S+\n/)
  const given = { vmid: 100, volume: 'mp0', 'target-vmid': 101, 'target-volume': 'mp3' }
  node.setConfig(101, `${node.config(101)}mp9: /srv,mp=/data/\n`)
  await assert.rejects(node.request('POST', '/{vmid}/move_volume', given), {
    errors: { mp3: "mp '/data' is already where mp9 is mounted" },
  })
  node.setConfig(101, node.config(101).replace(/^mp9.*\n/m, ''))
  await ok(node, 'POST', '/{vmid}/move_volume', given)
  assert.match(node.config(101), /mp3: local:101\/vm-101-disk-1\.raw,mp=\/data,size=\S+\n/)
  assert.doesNotMatch(node.config(100), /mp0/)
  for (const vmid of [100, 101]) await ok(node, 'POST', '/{vmid}/status/start', { vmid })
  assert.equal(await node.inside(101, 'cat', '/data/file'), 'here')
  assert.equal(await node.inside(100, 'cat', '/etc/debian_version'), '12.5')
  assert.equal(statSync(join(node.folder, 'second/images/100/vm-100-disk-0.raw')).mode & 0o007, 0)
})
