import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boolean, integer, optional, string } from '@quorate/schema'
import { readArguments } from './read-arguments.ts'

const properties = {
  vmid: integer(),
  storage: optional(string()),
  full: optional(boolean()),
  timeout: optional(integer()),
  'net[n]': optional(string({ count: 32 })),
  delete: optional(string()),
}
const positionals = [
  { name: 'vmid', optional: false },
  { name: 'storage', optional: true },
]

test('options are read with one or two dashes, with a space or an equals sign', () => {
  for (const argv of [
    ['100', '--timeout', '5'],
    ['100', '-timeout', '5'],
    ['--timeout=5', '100'],
    ['-timeout=5', '100'],
  ]) {
    assert.deepEqual({ ...readArguments(argv, properties, positionals).parameters }, { vmid: '100', timeout: '5' })
  }
})

test('a boolean stands alone or takes a value', () => {
  const full = (...argv: string[]) => readArguments(['100', ...argv], properties, positionals).parameters.full
  assert.equal(full('--full'), '1')
  assert.equal(full('--full', '0'), '0')
  assert.equal(full('--full=no'), 'no')
})

test('an indexed option is taken up to its count and refused beyond', () => {
  assert.equal(readArguments(['100', '--net31', 'virtio'], properties, positionals).parameters.net31, 'virtio')
  assert.throws(() => readArguments(['100', '--net32', 'virtio'], properties, positionals), /Unknown option: net32/)
})

test('an unambiguous beginning of an option is enough', () => {
  assert.equal(readArguments(['100', '--time', '9'], properties, positionals).parameters.timeout, '9')
  assert.throws(() => readArguments(['100', '--x', '9'], properties, positionals), /Unknown option: x/)
})

test('repeated options are kept in order', () => {
  assert.deepEqual(readArguments(['100', '--delete', 'a', '--delete', 'b'], properties, positionals).parameters.delete, ['a', 'b'])
})

test('a negative number is a value and not an option', () => {
  assert.equal(readArguments(['100', '--timeout', '-1'], properties, positionals).parameters.timeout, '-1')
})

test('an optional positional is filled only when there is a word left for it', () => {
  assert.deepEqual(readArguments(['100', 'local'], properties, positionals).parameters, { vmid: '100', storage: 'local' })
  assert.throws(() => readArguments(['100', 'local', 'more'], properties, positionals), /too many arguments: more/)
})

test('an option without its value is refused by name', () => {
  assert.throws(() => readArguments(['100', '--storage'], properties, positionals), /Option storage requires an argument/)
})

test('the output options are taken apart from the parameters', () => {
  const { output, parameters } = readArguments(['100', '--output-format', 'json', '--noheader'], properties, positionals)
  assert.equal(output.format, 'json')
  assert.equal(output.header, false)
  assert.deepEqual(parameters, { vmid: '100' })
})
