import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tester } from '../testing-root.ts'
import { testStore, until } from '../testing-store.ts'

const conf = 'nodes/pve/qemu-server/100.conf'

test('the hub orders values and config changes, and replays them', async t => {
  const { clients } = await testStore(t, 2)
  const [one, two] = clients
  assert(one && two)
  const start = two.hub.replay(0)?.length ?? 0
  const kinds: string[] = []
  using _sub = two.hub.subscribe(event => kinds.push(`${event.kind} ${event.id}`))
  const value = { kind: 'guest', id: '100', path: '/vms/100', data: { status: 'running' } } as const
  one.hub.publish([value])
  one.hub.publish([value])
  await one.commit([{ op: 'write', path: conf, text: '' }], tester)
  one.hub.publish([{ ...value, data: null }])
  await until(() => kinds.length === 3)
  assert.deepEqual(kinds, ['guest 100', `config ${conf}`, 'guest 100'])
  assert.equal(two.hub.values('guest').size, 0)
  assert.equal(one.hub.epoch, two.hub.epoch)
  assert.equal(two.hub.replay(0)?.length, start + 3)
  assert.equal(two.hub.replay(1_000_000), undefined)
  assert.equal(two.hub.replay(0)?.find(event => event.kind === 'config')?.path, '/vms/100')
})
