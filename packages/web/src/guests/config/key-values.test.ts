import { qemuConfigKeys as keys } from '@quorate/contract/qemu/config-keys'
import { membersOf } from '../../forms/property-string.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyChange, keyValues } from './key-values.ts'

const schemas = { memory: membersOf(keys.memory).current!, balloon: keys.balloon, agent: keys.agent, numa: keys.numa }
const config = new Map([
  ['memory', 'current=2048'],
  ['balloon', '1024'],
  ['agent', '1,type=isa'],
])

test('texts of the config become numbers, switches and members', () => {
  assert.deepEqual(keyValues(schemas, config), { memory: 2048, balloon: 1024, agent: { enabled: true, type: 'isa' }, numa: undefined })
})

test('only what changed is sent, and what was emptied is deleted', () => {
  const before = keyValues(schemas, config)
  const after = { ...before, balloon: undefined, numa: true, agent: { enabled: true } }
  assert.deepEqual(keyChange(schemas, after, before), { set: { agent: '1', numa: true }, delete: ['balloon'] })
})
