import assert from 'node:assert/strict'
import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { btrfsFileSystem } from '@quorate/storage/testing/btrfs'
import { cannotRun } from '../testing/hand-made-container.ts'
import { makeRootArchive } from '../testing/root-archive.ts'
import { TrialCluster } from '../testing/trial-cluster.ts'
import type { TrialNode } from '../testing/trial-node.ts'
import { noteDown } from './outgoing/down-note.ts'
import { settleOutgoing } from './outgoing/settle-outgoing.ts'

const skip = cannotRun()
const options = { skip, timeout: 180_000 }

async function create(node: TrialNode, vmid: number, more: Record<string, unknown> = {}): Promise<void> {
  makeRootArchive(join(node.folder, 'var/lib/vz/template/cache/small.tar.gz'), { 'etc/mark': 'of the source' })
  const request = {
    vmid,
    ostemplate: 'local:vztmpl/small.tar.gz',
    ostype: 'unmanaged',
    unprivileged: true,
    rootfs: { volume: 'local:0.05' },
  }
  assert.equal(await node.request('POST', '', { ...request, ...more }), 'OK', node.told())
}

async function volumes(node: TrialNode): Promise<string[]> {
  const rows = [
    ...(await node.storage.list('local', { content: 'rootdir' })),
    ...(await node.storage.list('second', { content: 'rootdir' })),
  ]
  return rows.map(({ volid }) => volid).toSorted()
}

const migrate = (from: TrialNode, more: Record<string, unknown> = {}) =>
  from.request('POST', '/{vmid}/migrate', { vmid: 100, target: from.name === 'n1' ? 'n2' : 'n1', ...more })

test(
  'a container that does not run takes its images and folder trees along, and leaves on shared storages what is there',
  options,
  async () => {
    await using cluster = await TrialCluster.create()
    const { one, other } = cluster
    await create(one, 100, { mp0: { volume: 'second:0', mp: '/tree' }, mp1: { volume: 'shared:0.02', mp: '/shared' } })
    assert.equal(await one.power('start', 100), 'OK', one.told())
    await one.inside(100, 'sh', '-c', 'echo moved | tee /root/state /tree/state /shared/state; chown 33:44 /tree/state; chmod 711 /tree')
    assert.equal(await one.power('stop', 100), 'OK')
    const [image] = (await volumes(one)).filter(volid => volid.endsWith('.raw'))
    const blocks = async (node: TrialNode) => statSync((await node.storage.resolve(image as string)).path).blocks
    const before = await blocks(one)

    assert.equal(await migrate(one), 'OK', one.told())
    assert.equal(one.config(100), '')
    assert.doesNotMatch(other.config(100), /lock/)
    assert.deepEqual(await volumes(one), [])
    assert.deepEqual(await volumes(other), ['local:100/vm-100-disk-0.raw', 'second:100/subvol-100-disk-0.subvol'])
    assert.match(other.config(100), /^mp1: shared:100\//m)
    assert.ok((await blocks(other)) < before * 1.5, 'its holes are holes')
    assert.equal(await other.power('start', 100), 'OK', other.told())
    assert.equal(
      await other.inside(100, 'cat', '/etc/mark', '/root/state', '/tree/state', '/shared/state'),
      'of the sourcemoved\nmoved\nmoved',
    )
    assert.equal(await other.inside(100, 'stat', '-c', '%u:%g %a', '/tree/state', '/tree'), '33:44 644\n0:0 711')
  },
)

test('one that runs is shut down, moved and started on the other node; online alone is refused', options, async () => {
  await using cluster = await TrialCluster.create()
  const { one, other } = cluster
  await create(one, 100, { mp0: { volume: 'local:0', mp: '/tree' }, start: true })
  await one.inside(100, 'sh', '-c', 'echo moved > /root/state; echo moved > /tree/state')
  await assert.rejects(migrate(one, { online: true }), /CT 100 is running, .* cannot be migrated online: use restart/)
  assert.equal(await migrate(one, { restart: true, timeout: 1 }), 'OK', one.told())
  assert.deepEqual(await cluster.runsOn(100), ['n2'])
  assert.equal(await other.inside(100, 'cat', '/root/state', '/tree/state'), 'moved\nmoved')
  assert.match(one.told(), /the container was down for \d/)
  // To another storage on the way back.
  assert.equal(await migrate(other, { restart: true, timeout: 1, 'target-storage': 'local:second' }), 'OK', other.told())
  assert.deepEqual(await cluster.runsOn(100), ['n1'])
  assert.deepEqual(
    [await volumes(one), await volumes(other)],
    [['second:100/subvol-100-disk-1.subvol', 'second:100/vm-100-disk-0.raw'], []],
  )
  assert.equal(await one.inside(100, 'cat', '/root/state', '/tree/state'), 'moved\nmoved')
})

test('a subvolume keeps its limit, and becomes an image where the target has no such volumes', options, async t => {
  const made = await btrfsFileSystem({ quotas: true })
  if (typeof made === 'string') return t.skip(made)
  t.after(() => made.remove())
  await using cluster = await TrialCluster.create()
  const { one, other } = cluster
  // Both nodes have the same Btrfs here, where the volume has to get another name.
  await one.addStorage(`btrfs: tree\n\tpath ${made.path}\n\tcontent rootdir\n`)
  await create(one, 100, { rootfs: { volume: 'tree:0.05' } })
  assert.equal(await migrate(one), 'OK', one.told())
  assert.match(other.config(100), /^rootfs: tree:100\/subvol-100-disk-1.subvol,size=52432K$/m)
  assert.equal((await other.storage.info('tree:100/subvol-100-disk-1.subvol')).size, 52432 * 1024)
  assert.equal(await other.power('start', 100), 'OK', other.told())
  assert.equal(await migrate(other, { restart: true, timeout: 1, 'target-storage': 'local' }), 'OK', other.told())
  assert.match(one.config(100), /^rootfs: local:100\/vm-100-disk-0.raw,size=52432K$/m)
  assert.equal(await one.inside(100, 'cat', '/etc/mark'), 'of the source')
  assert.deepEqual(await one.storage.list('tree', { content: 'rootdir' }), [])
})

test('a source that was off finds out where its container is before it starts it', options, async () => {
  await using cluster = await TrialCluster.create()
  const { one } = cluster
  await create(one, 100)
  const text = one.config(100)
  await one.setConfig(100, `lock: migrate\n${text}`)
  const trace = { vmid: 100, target: 'n2', session: '0'.repeat(32), volumes: [], shutDown: true, deciding: false }
  const settle = () => settleOutgoing(one.services, trace, line => one.logs.push(line))
  cluster.store.quorate = false
  await assert.rejects(settle(), /quorum/)
  assert.deepEqual(await cluster.runsOn(100), [])
  // It has been on since it shut the container down: nobody else can have it.
  await noteDown(one.host, 100)
  await assert.rejects(settle(), /quorum/)
  assert.deepEqual(await cluster.runsOn(100), ['n1'])
  cluster.store.quorate = true
  await settle()
  assert.equal(one.config(100), text)
})

test('everything that stands against a migration is told at once, before anything changes', options, async () => {
  await using cluster = await TrialCluster.create()
  const { one } = cluster
  await create(one, 100)
  mkdirSync(join(one.folder, 'host'))
  const config = one.config(100)
  const lines = [
    `mp0: ${join(one.folder, 'host')},mp=/host`,
    `mp2: ${join(one.folder, 'host')},mp=/shared,shared=1`,
    'dev0: /dev/null',
    'net0: name=eth0,bridge=nowhere9',
  ]
  await one.setConfig(100, config + lines.slice(0, 3).join('\n') + '\n')
  await assert.rejects(migrate(one), (error: Error) => {
    assert.match(error.message, /CT 100 cannot be migrated to node 'n2': /)
    assert.match(error.message, /mp0: \S+ is a folder of this node: say shared=1/)
    assert.match(error.message, /dev0: \/dev\/null is a device of this node/)
    assert.doesNotMatch(error.message, /mp2/)
    return true
  })
  await one.setConfig(100, config)
  assert.equal(await one.power('start', 100), 'OK')
  await one.setConfig(100, `${config}${lines.at(-1)}\n${lines[1]}\n`)
  await cluster.store.update('storage.cfg', { authid: 'root@pam' }, text => text?.replace('dir: local\n', 'dir: local\n\tnodes n1\n'))
  await assert.rejects(migrate(one, { restart: true }), (error: Error) => {
    assert.match(error.message, /storage 'local' .*n2/)
    assert.match(error.message, /bridge 'nowhere9' does not exist on node n2/)
    return true
  })
  assert.deepEqual(await one.request('GET', '/{vmid}/migrate', { vmid: 100 }), {
    running: true,
    'allowed-nodes': [],
    'not-allowed-nodes': { n2: { unavailable_storages: ['local'] } },
    'local-disks': [{ volid: 'local:100/vm-100-disk-0.raw', size: 53690368 }],
    'local-resources': [],
    'dependent-ha-resources': [],
  })
  await one.setConfig(100, config)
})
