import assert from 'node:assert/strict'
import { test } from 'node:test'
import { editNodeConfig, nodeConfigView } from './node-config.ts'

test('options of a node are set and deleted; notes, comments and unknown keys stay', () => {
  const before = '#a note\nunknown: x\nwakeonlan: AA:BB:CC:DD:EE:FF\n'
  const after = editNodeConfig(before, { 'startall-onboot-delay': 5, delete: 'wakeonlan' })
  assert.equal(after, '#a note\nunknown: x\nstartall-onboot-delay: 5\n')
  assert.deepEqual(nodeConfigView(after, undefined), { unknown: 'x', 'startall-onboot-delay': 5, description: 'a note' })
  assert.deepEqual(nodeConfigView(after, 'startall-onboot-delay'), { 'startall-onboot-delay': 5 })
})

test('deleting an option that there is not is refused by name', () => {
  assert.throws(() => editNodeConfig('', { delete: 'nonsense' }), /verification/)
})
