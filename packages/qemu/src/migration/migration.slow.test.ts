import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { test } from 'node:test'
import { findProgram } from '@quorate/host'
import { TrialCluster } from '../testing/trial-cluster.ts'
import { counterOf } from '../testing/read-counter.ts'

const missing = !findProgram('qemu-system-x86_64')

async function guestOn(cluster: TrialCluster, storage: string): Promise<void> {
  const { one } = cluster
  await mkdir(`${cluster.folder}/shared`, { recursive: true })
  await one.addGuest(100, { virtio0: { file: `${storage}:0`, 'import-from': await one.bootImage(), format: 'qcow2' } })
}

const volumes = async (cluster: TrialCluster) => {
  const rows = async (machine: TrialCluster['one']) =>
    [...(await machine.storage.list('local')), ...(await machine.storage.list('second'))].map(row => row.volid)
  return { n1: await rows(cluster.one), n2: await rows(cluster.other) }
}

test('a VM that does not run takes its disks along, or leaves them on a storage that all share', { timeout: 120_000 }, async t => {
  if (missing) return t.skip('QEMU is not installed')
  await using cluster = await TrialCluster.create()
  await guestOn(cluster, 'local')
  assert.equal(await cluster.one.request('POST', '/{vmid}/migrate', { vmid: 100, target: 'n2' }), 'OK', cluster.one.notices.join('\n'))
  assert.match(cluster.other.config(100), /^virtio0: local:100\/vm-100-disk-0.qcow2/m)
  assert.equal(cluster.one.config(100), '')
  assert.deepEqual(await volumes(cluster), { n1: [], n2: ['local:100/vm-100-disk-0.qcow2'] })
  assert.equal(await cluster.other.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  assert.ok((await counterOf(cluster.other.services, 100)) > 0)
})

for (const storage of ['shared', 'local']) {
  test(`a running VM goes on counting on the other node, its disk on ${storage}`, { timeout: 120_000 }, async t => {
    if (missing) return t.skip('QEMU is not installed')
    await using cluster = await TrialCluster.create()
    await guestOn(cluster, storage)
    assert.equal(await cluster.one.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
    const before = await counterOf(cluster.one.services, 100, 3)
    const options = { vmid: 100, target: 'n2', online: true, ...(storage === 'local' ? { 'with-local-disks': true } : {}) }
    assert.equal(await cluster.one.request('POST', '/{vmid}/migrate', options), 'OK', cluster.one.notices.join('\n'))
    assert.deepEqual(await cluster.runsOn(100), ['n2'])
    assert.ok((await counterOf(cluster.other.services, 100)) > before)
    assert.equal(cluster.one.config(100), '')
    assert.doesNotMatch(cluster.other.config(100), /lock/)
    if (storage === 'local') assert.deepEqual(await volumes(cluster), { n1: [], n2: ['local:100/vm-100-disk-0.qcow2'] })
    // And back, by the same QEMU that has taken it in.
    assert.equal(
      await cluster.other.request('POST', '/{vmid}/migrate', { ...options, target: 'n1' }),
      'OK',
      cluster.other.notices.join('\n'),
    )
    assert.deepEqual(await cluster.runsOn(100), ['n1'])
  })
}
