import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agentEnabled } from './agent-enabled.ts'

test('the guest agent is on in both forms of the setting', () => {
  for (const agent of ['1', 1, 'enabled=1', '1,fstrim_cloned_disks=1', 'type=isa,enabled=1']) assert.equal(agentEnabled({ agent }), true)
})

test('without the setting, or with it off, there is none', () => {
  for (const config of [undefined, {}, { agent: '0' }, { agent: 'enabled=0,fstrim_cloned_disks=1' }])
    assert.equal(agentEnabled(config), false)
})
