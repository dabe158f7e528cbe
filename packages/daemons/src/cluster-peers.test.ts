import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { HubEvent, HubValue } from '@quorate/cluster'
import { MemoryStore } from '@quorate/testing'
import { clusterPeers, ownAddresses } from './cluster-peers.ts'

const text = `logging {
  debug: off
}
nodelist {
  # node { name: ghost ring0_addr: 10.0.0.9 }
  node {
    name: alpha
    nodeid: 1
    quorum_votes: 1
    ring0_addr: 10.0.0.1
    ring1_addr: fd00::1
  }
  node {
    ring0_addr: 10.0.0.2
    name: beta
    nodeid: 2
  }
}
totem {
  interface {
    linknumber: 0
  }
}
`

test('others are known as long as they are listed, and changes of the list are told', async () => {
  const store = new MemoryStore({})
  const values = new Map<string, HubValue>()
  const listeners = new Set<(event: HubEvent) => void>()
  const hub = {
    values: () => values,
    subscribe(listener: (event: HubEvent) => void) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
  }
  const publish = (kind: HubValue['kind'], online: boolean) => {
    const value = { kind, id: 'beta', path: '/nodes/beta', data: { nodeId: 2, online, since: 1 } }
    if (kind === 'member') values.set('beta', value)
    for (const listener of listeners) listener({ ...value, sequence: 1, time: 1 })
  }
  const peers = clusterPeers(store, hub, 'alpha', 8006)
  let told = 0
  using watching = peers.onChange?.(() => (told += 1))
  void watching
  assert.deepEqual(peers.addresses('beta'), [])
  await store.commit([{ op: 'write', path: 'corosync.conf', text }], { authid: 'root@pam' })
  assert.deepEqual(peers.addresses('beta'), [{ host: '10.0.0.2', port: 8006 }])
  assert.deepEqual([peers.addresses('alpha'), peers.addresses('ghost'), peers.isOnline('beta')], [[], [], true])
  assert.deepEqual(ownAddresses(store, 'alpha'), ['10.0.0.1', 'fd00::1'])
  publish('member', false)
  assert.equal(peers.isOnline('beta'), false)
  publish('metrics', true)
  publish('member', true)
  assert.equal(peers.isOnline('beta'), true)
  await store.commit([{ op: 'write', path: 'corosync.conf', text: 'nodelist {' }], { authid: 'root@pam' })
  assert.ok(peers.addresses('beta').length, 'half a file says nothing')
  await store.commit([{ op: 'remove', path: 'corosync.conf' }], { authid: 'root@pam' })
  assert.deepEqual(peers.addresses('beta'), [])
  assert.equal(told, 5)
})
