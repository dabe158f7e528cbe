import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { breakAtEach } from '@quorate/testing'
import { btrfsNode } from '../testing/btrfs-node.ts'
import { cannotRun } from '../testing/hand-made-container.ts'
import { makeRootArchive } from '../testing/root-archive.ts'
import { TrialNode } from '../testing/trial-node.ts'

const skip = cannotRun()

function archive(node: TrialNode): void {
  makeRootArchive(join(node.folder, 'var/lib/vz/template/cache/small.tar.gz'))
}

const request = (vmid: number, more: Record<string, unknown> = {}) => ({
  vmid,
  ostemplate: 'local:vztmpl/small.tar.gz',
  ostype: 'unmanaged',
  rootfs: { volume: 'local:0.05' },
  ...more,
})

async function create(node: TrialNode, vmid: number, more: Record<string, unknown> = {}): Promise<void> {
  archive(node)
  assert.equal(await node.request('POST', '', request(vmid, more)), 'OK', node.logs.join('\n'))
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

test('a creation that fails anywhere leaves no config, no volume, no mount and no loop device', { skip }, async () => {
  await using node = await TrialNode.create()
  archive(node)
  await breakAtEach(
    node,
    () => node.request('POST', '', request(100, { mp0: { volume: 'second:0.02', mp: '/data' }, mp1: { volume: 'local:0', mp: '/more' } })),
    () => node.left(),
  )
})

test('a container that is to be overwritten stays whole until the new one is', { skip }, async () => {
  await using node = await TrialNode.create()
  await create(node, 100, { hostname: 'former' })
  await breakAtEach(
    node,
    () => node.request('POST', '', request(100, { hostname: 'other', force: true })),
    () => node.left(),
  )
  assert.match(node.config(100), /hostname: other/)
  assert.equal((await node.storage.list('local', { content: 'rootdir' })).length, 1)
})

test('a change of the config that fails anywhere changes nothing', { skip }, async () => {
  await using node = await TrialNode.create()
  await create(node, 100, { mp0: { volume: 'local:0.02', mp: '/data' } })
  const change = { vmid: 100, mp1: { volume: 'local:0.02', mp: '/one' }, mp2: { volume: 'second:0', mp: '/two' }, delete: 'mp0' }
  await breakAtEach(
    node,
    () => node.request('PUT', '/{vmid}/config', change),
    () => node.left(),
  )
  assert.match(node.config(100), /unused0: local:100\/vm-100-disk-1\.raw\n/)
})

test('a full clone that fails anywhere leaves nothing of it', { skip }, async () => {
  await using node = await TrialNode.create()
  await create(node, 100, { mp0: { volume: 'second:0', mp: '/data' } })
  await breakAtEach(
    node,
    () => node.request('POST', '/{vmid}/clone', { vmid: 100, newid: 101 }),
    () => node.left(),
  )
})

test(
  'a clone of a running container that fails anywhere leaves nothing of it, no snapshot either, and the container running',
  { skip },
  async t => {
    const node = await onBtrfs(t)
    if (!node) return
    await create(node, 100, { rootfs: { volume: 'tree:0.05' }, start: true })
    const volumes = async () => (await node.left()) as { configs: unknown; volumes: unknown }
    await breakAtEach(
      node,
      () => node.request('POST', '/{vmid}/clone', { vmid: 100, newid: 101, storage: 'second' }),
      async () => {
        const { configs, volumes: left } = await volumes()
        return { configs, left, alive: await node.inside(100, 'echo', 'alive') }
      },
    )
  },
)

test('a template and a linked clone that fail anywhere are none', { skip }, async t => {
  const node = await onBtrfs(t)
  if (!node) return
  await create(node, 100, { rootfs: { volume: 'tree:0.05' }, mp0: { volume: 'tree:0.02', mp: '/data' } })
  await breakAtEach(
    node,
    () => node.request('POST', '/{vmid}/template', { vmid: 100 }),
    () => node.left(),
  )
  await breakAtEach(
    node,
    () => node.request('POST', '/{vmid}/clone', { vmid: 100, newid: 101 }),
    () => node.left(),
  )
})

test('a snapshot that fails anywhere leaves the running container unlocked and without it', { skip }, async t => {
  const node = await onBtrfs(t)
  if (!node) return
  await create(node, 100, { rootfs: { volume: 'tree:0.05' }, mp0: { volume: 'tree:0.02', mp: '/data' }, start: true })
  await breakAtEach(
    node,
    () => node.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname: 'one' }),
    async () => [await node.left(), await node.inside(100, 'echo', 'alive')],
  )
})

test('a rollback that fails anywhere leaves volumes and config as they were, and the container running', { skip }, async t => {
  const node = await onBtrfs(t)
  if (!node) return
  await create(node, 100, { rootfs: { volume: 'tree:0.05' }, mp0: { volume: 'tree:0.02', mp: '/data' }, start: true })
  assert.equal(await node.request('POST', '/{vmid}/snapshot', { vmid: 100, snapname: 'one' }), 'OK')
  await node.inside(100, 'sh', '-c', 'echo later > /root/state; echo later > /data/state')
  await breakAtEach(
    node,
    () => node.request('POST', '/{vmid}/snapshot/{snapname}/rollback', { vmid: 100, snapname: 'one' }),
    async () => {
      const { configs, volumes } = (await node.left()) as { configs: unknown; volumes: unknown }
      const running = (await node.running(100)) !== undefined
      return { configs, volumes, state: running && (await node.inside(100, 'cat', '/root/state', '/data/state')) }
    },
  )
})

test('a move that fails anywhere leaves the volume where it was', { skip }, async t => {
  const node = await onBtrfs(t)
  if (!node) return
  await create(node, 100, { mp0: { volume: 'second:0', mp: '/data' } })
  await create(node, 101)
  for (const [volume, storage] of [
    ['rootfs', 'second'],
    ['mp0', 'tree'],
  ]) {
    await breakAtEach(
      node,
      () => node.request('POST', '/{vmid}/move_volume', { vmid: 100, volume, storage, delete: true }),
      () => node.left(),
    )
  }
  await breakAtEach(
    node,
    () => node.request('POST', '/{vmid}/move_volume', { vmid: 100, volume: 'mp0', 'target-vmid': 101 }),
    () => node.left(),
  )
})
