import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { agentEnabled } from './agent-enabled.ts'

test('an agent is promised in every way in which a config can say so', () => {
  const promised = (text: string) => agentEnabled(parseGuestConfig(text).current)
  for (const text of [
    'agent: 1',
    'agent: enabled=1',
    'agent: type=virtio,enabled=on',
    'agent: yes,fstrim_cloned_disks=1',
    'kvm: 7\nagent: 1',
  ])
    assert.equal(promised(`${text}\n`), true, text)
  for (const text of ['name: x', 'agent: 0', 'agent: enabled=0', 'agent: type=isa,enabled=off', 'agent: enabled=15'])
    assert.equal(promised(`${text}\n`), false, text)
})
