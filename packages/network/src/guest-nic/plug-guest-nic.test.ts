import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeHost } from '@quorate/testing'
import { plugGuestNic, replugGuestNic, unplugGuestNic } from './plug-guest-nic.ts'

const nic = { vmid: 100, index: 0, bridge: 'vmbr0', mac: 'BC:24:11:00:00:01' }

function machine() {
  const host = fakeHost()
  host.links.addBridge('vmbr0')
  return host
}

test('a card becomes a tap that is made, plugged into the bridge and then set up', async () => {
  const host = machine()
  assert.equal(await plugGuestNic(host, { ...nic, tag: 5, rate: 10, mtu: 1400, queues: 4 }), 'tap100i0')
  assert.deepEqual(host.links.order, ['create tap100i0', 'attach tap100i0 vmbr0', 'up tap100i0'])
  assert.deepEqual(host.links.links.get('tap100i0'), {
    kind: 'tap',
    up: true,
    mtu: 1400,
    mac: 'fe:24:11:00:00:01',
    queues: 4,
    master: 'vmbr0',
    vlan: 5,
    rate: 10,
  })
  await unplugGuestNic(host, nic)
  await unplugGuestNic(host, nic)
  assert.equal(host.links.links.has('tap100i0'), false)
})

test('a missing bridge is refused in one sentence that names the card and the bridge', async () => {
  const host = machine()
  await assert.rejects(plugGuestNic(host, { ...nic, index: 3, bridge: 'vmbr7' }), {
    message: "cannot plug net3 of guest 100: bridge 'vmbr7' does not exist on this node",
  })
  assert.deepEqual(host.links.order, [])
})

test('a tap that a crash left is made anew', async () => {
  const host = machine()
  await plugGuestNic(host, nic)
  await plugGuestNic(host, { ...nic, linkDown: true })
  assert.equal(host.links.links.get('tap100i0')?.up, false)
})

test('a card that cannot be plugged leaves no tap behind', async () => {
  for (const broken of ['createTap', 'attach', 'setRate', 'setUp'] as const) {
    const host = machine()
    host.links[broken] = async () => {
      throw new Error(`${broken} broke`)
    }
    await assert.rejects(plugGuestNic(host, { ...nic, rate: 1 }), (error: Error) => (error.cause as Error).message === `${broken} broke`)
    assert.deepEqual([...host.links.links.keys()], ['vmbr0'])
  }
})

test('a running card changes its bridge and loses its rate limit', async () => {
  const host = machine()
  host.links.addBridge('vmbr1')
  await plugGuestNic(host, { ...nic, rate: 5 })
  await replugGuestNic(host, { ...nic, bridge: 'vmbr1' })
  const link = host.links.links.get('tap100i0')
  assert.deepEqual([link?.master, link?.rate], ['vmbr1', undefined])
})
