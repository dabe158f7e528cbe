import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boolean, defaultKey, described, integer, number, optional, propertyString, string } from '@quorate/schema'
import { configDecoderOf } from './config-decoder.ts'
import { configViewOf } from './config-view.ts'
import { parseGuestConfig } from './guest-config.ts'

const properties = {
  cores: optional(integer({ minimum: 1 })),
  cpulimit: optional(number()),
  memory: optional(propertyString({ current: defaultKey(integer({ minimum: 16 })) })),
  'net[n]': optional(described(propertyString({ bridge: optional(string()), tag: optional(integer()) }), { count: 4 })),
  onboot: optional(boolean()),
  template: optional(boolean()),
}
const view = configViewOf(properties)
const text =
  '#hi\ncores: 2\ncpulimit: 0.5\nmemory: 512\nnet0: bridge=vmbr0\nonboot: yes\nstrange: 007\ntemplate: 0\n\n[PENDING]\ncores: 4\ndelete: net0\n\n[snap1]\ncores: 1\ntemplate: 1\n'

test('numbers and booleans are numbers on the wire, property strings and unknown keys are texts', () => {
  assert.deepEqual(view(parseGuestConfig(text), { current: true }), {
    cores: 2,
    cpulimit: 0.5,
    memory: '512',
    net0: 'bridge=vmbr0',
    onboot: 1,
    strange: '007',
    description: 'hi\n',
  })
})

test('pending changes are laid over unless the present values are asked for', () => {
  const shown = view(parseGuestConfig(text))
  assert.equal(shown['cores'], 4)
  assert.equal('net0' in shown, false)
})

test('a snapshot is shown as it was taken', () => {
  assert.deepEqual(view(parseGuestConfig(text), { snapshot: 'snap1' }), { cores: 1, template: 1 })
  assert.throws(() => view(parseGuestConfig(text), { snapshot: 'none1' }), { message: "snapshot 'none1' does not exist" })
})

test('a value that does not fit its type is shown as it stands', () => {
  assert.deepEqual(view(parseGuestConfig('cores: many\nonboot: perhaps\n')), { cores: 'many', onboot: 'perhaps' })
})

test('decoding gives typed values, and a bad one is an error of its key alone', () => {
  const { config, errors } = configDecoderOf(properties)(
    parseGuestConfig('cores: 0\nmemory: 512\nnet1: bridge=vmbr0,tag=5\nstrange: x\n').current,
  )
  assert.deepEqual(config, { memory: { current: 512 }, net1: { bridge: 'vmbr0', tag: 5 }, strange: 'x' })
  assert.deepEqual(Object.keys(errors), ['cores'])
})
