import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fakeHost } from '@quorate/testing'
import { giveContainerNic, plugContainerNic, replugContainerNic, unplugContainerNic } from './plug-container-nic.ts'

const nic = { vmid: 100, index: 0, name: 'veth100i0', peerName: 'vp100i0', bridge: 'vmbr0', mac: 'BC:24:11:00:00:01' }

function machine() {
  const host = fakeHost()
  host.links.addBridge('vmbr0', 9000)
  return host
}

test('a card becomes a pair whose one end is plugged and whose other end takes the MTU of the bridge', async () => {
  const host = machine()
  await plugContainerNic(host, { ...nic, tag: 5, rate: 10 })
  assert.deepEqual(host.links.order, ['create veth100i0', 'attach veth100i0 vmbr0', 'up veth100i0'])
  const { links } = host.links
  assert.deepEqual(links.get('veth100i0'), {
    kind: 'veth',
    up: true,
    peer: 'vp100i0',
    mac: 'fe:24:11:00:00:01',
    master: 'vmbr0',
    vlan: 5,
    rate: 10,
  })
  assert.deepEqual(links.get('vp100i0'), { kind: 'veth', up: false, peer: 'veth100i0', mac: 'BC:24:11:00:00:01', mtu: 9000 })
  await unplugContainerNic(host, nic)
  await unplugContainerNic(host, nic)
  assert.deepEqual([...links.keys()], ['vmbr0'])
})

test('a card without a bridge is plugged nowhere, and one whose cable is out is down', async () => {
  const host = machine()
  await plugContainerNic(host, { ...nic, bridge: undefined, mtu: 1400, linkDown: true })
  assert.deepEqual(host.links.order, ['create veth100i0', 'down veth100i0'])
  assert.equal(host.links.links.get('vp100i0')?.mtu, 1400)
})

test('a card that cannot be given to the container is taken away', async () => {
  const host = machine()
  const init = { pid: 1000, startTicks: 5 }
  await plugContainerNic(host, nic)
  await giveContainerNic(host, nic, init, 'eth0')
  assert.equal(host.links.given.get('1000 eth0')?.peer, 'veth100i0')
  await plugContainerNic(host, nic)
  host.links.give = async () => {
    throw new Error('no')
  }
  await assert.rejects(giveContainerNic(host, nic, init, 'eth0'), /no/)
  assert.deepEqual([...host.links.links.keys()], ['vmbr0'])
})

test('a running card changes its bridge and loses its rate limit', async () => {
  const host = machine()
  host.links.addBridge('vmbr1')
  await plugContainerNic(host, { ...nic, rate: 5 })
  await replugContainerNic(host, { ...nic, bridge: 'vmbr1' })
  const link = host.links.links.get('veth100i0')
  assert.deepEqual([link?.master, link?.rate], ['vmbr1', undefined])
})
