import assert from 'node:assert/strict'
import { test } from 'node:test'
import { options, type Option } from './option-fields.ts'
import { isSwitch, isSwitchedOn, switchChange } from './switched.ts'

const option = (key: string): Option => {
  const found = options.qemu.find(one => one.key === key)
  assert.ok(found)
  return found
}

test('booleans and the agent can be switched, texts and what is fixed cannot', () => {
  assert.deepEqual(
    ['onboot', 'agent', 'name', 'startup'].map(key => isSwitch(option(key))),
    [true, true, false, false],
  )
  const unprivileged = options.lxc.find(({ key }) => key === 'unprivileged')
  assert.ok(unprivileged)
  assert.equal(isSwitch(unprivileged), false)
})

test('an option that is not set is as its default', () => {
  assert.deepEqual(
    ['onboot', 'acpi', 'tablet', 'localtime', 'agent'].map(key => isSwitchedOn(option(key), undefined)),
    [false, true, true, false, false],
  )
  assert.equal(isSwitchedOn(option('acpi'), '0'), false)
})

test('switching back to the default removes the value', () => {
  assert.deepEqual(switchChange(option('onboot'), new Map(), true), { set: { onboot: '1' } })
  assert.deepEqual(switchChange(option('onboot'), new Map([['onboot', '1']]), false), { delete: ['onboot'] })
  assert.deepEqual(switchChange(option('acpi'), new Map(), false), { set: { acpi: '0' } })
  assert.deepEqual(switchChange(option('acpi'), new Map([['acpi', '0']]), true), { delete: ['acpi'] })
})

test('the agent keeps its other settings while it is switched', () => {
  const agent = option('agent')
  assert.equal(isSwitchedOn(agent, 'enabled=1,type=isa'), true)
  assert.deepEqual(switchChange(agent, new Map([['agent', 'enabled=1,type=isa']]), false), { set: { agent: '0,type=isa' } })
  assert.deepEqual(switchChange(agent, new Map([['agent', '0,type=isa']]), true), { set: { agent: '1,type=isa' } })
  assert.deepEqual(switchChange(agent, new Map([['agent', '1']]), false), { delete: ['agent'] })
})
