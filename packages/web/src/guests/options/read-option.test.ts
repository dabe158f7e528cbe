import assert from 'node:assert/strict'
import { test } from 'node:test'
import { options } from './option-fields.ts'
import { readOption } from './read-option.ts'

const read = (key: string, text?: string) => {
  const option = options.qemu.find(one => one.key === key)
  assert.ok(option)
  return readOption(option, text)
}

test('an option that is not set is told by what holds then', () => {
  assert.deepEqual(read('acpi'), { reading: { main: { say: 'On' }, facts: [] }, set: false })
  assert.deepEqual(read('localtime').reading.main, { say: 'Off' })
  assert.deepEqual(read('ostype').reading.main, { choice: ['ostype', undefined, 'other'] })
})

test('switches, orders and agents are read as words', () => {
  assert.deepEqual(read('onboot', '1').reading.main, { say: 'On' })
  assert.equal(read('boot', 'order=scsi0;net0').reading.main, 'scsi0 → net0')
  assert.deepEqual(read('agent', '1,type=isa').reading, { main: { say: 'On' }, facts: ['isa'] })
  assert.deepEqual(read('startup', 'order=2,up=30').reading, {
    main: { say: 'Place {order}', values: { order: '2' } },
    facts: [{ say: 'waits {up} s after it started', values: { up: '30' } }],
  })
})

test('hotplug is told by what can be plugged', () => {
  assert.deepEqual(read('hotplug', '0').reading.main, { say: 'Off' })
  assert.deepEqual(read('hotplug', 'cpu,memory').reading.facts, [{ choice: ['hotplug', undefined, 'memory'] }])
})
