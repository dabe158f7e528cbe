import assert from 'node:assert/strict'
import { test } from 'node:test'
import { optionCalls, optionValues } from './node-options.ts'

const none = optionValues({ digest: 'abc' })

test('only what changed is sent, with the digest of what was read', () => {
  const to = { ...none, 'ballooning-target': '70' }
  assert.deepEqual(optionCalls('pve', to, none)[0]?.request.body, { 'ballooning-target': 70, digest: 'abc' })
  assert.deepEqual(optionCalls('pve', none, none), [])
})

test('the parts of wake-on-LAN are one option, and an emptied option is removed', () => {
  const set = optionValues({ wakeonlan: 'aa:bb:cc:dd:ee:ff,bind-interface=eth0', 'startall-onboot-delay': 5, digest: 'abc' })
  assert.equal(set.mac, 'aa:bb:cc:dd:ee:ff')
  assert.equal(set['bind-interface'], 'eth0')
  const to = { ...set, 'broadcast-address': '10.0.0.255', 'startall-onboot-delay': '' }
  assert.deepEqual(optionCalls('pve', to, set)[0]?.request.body, {
    wakeonlan: 'aa:bb:cc:dd:ee:ff,bind-interface=eth0,broadcast-address=10.0.0.255',
    delete: 'startall-onboot-delay',
    digest: 'abc',
  })
  assert.deepEqual(optionCalls('pve', { ...set, mac: '' }, set)[0]?.request.body, { delete: 'wakeonlan', digest: 'abc' })
})
