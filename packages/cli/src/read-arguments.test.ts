import assert from 'node:assert/strict'
import { test } from 'node:test'
import { array, boolean, integer, optional, string } from '@quorate/schema'
import { readArguments as readFor } from './read-arguments.ts'

const properties = {
  vmid: integer(),
  storage: optional(string()),
  full: optional(boolean()),
  timeout: optional(integer()),
  'net[n]': optional(string({ count: 32 })),
  delete: optional(string({ format: 'pve-configid-list' })),
  password: { ...optional(string()), secret: true },
}
const positionals = [
  { name: 'vmid', optional: false },
  { name: 'storage', optional: true },
]
const command = { parameters: properties, positionals, formats: true }
const readArguments = (argv: readonly string[], of = command) => readFor(argv, of)

test('options are read with one or two dashes, with a space or an equals sign', () => {
  for (const argv of [
    ['100', '--timeout', '5'],
    ['100', '-timeout', '5'],
    ['--timeout=5', '100'],
    ['-timeout=5', '100'],
  ]) {
    assert.deepEqual({ ...readArguments(argv).parameters }, { vmid: '100', timeout: '5' })
  }
})

test('a boolean stands alone or takes a value', () => {
  const full = (...argv: string[]) => readArguments(['100', ...argv]).parameters.full
  assert.equal(full('--full'), '1')
  assert.equal(full('--full', '0'), '0')
  assert.equal(full('--full=no'), 'no')
})

test('an indexed option is taken up to its count and refused beyond', () => {
  assert.equal(readArguments(['100', '--net31', 'virtio']).parameters.net31, 'virtio')
  assert.throws(() => readArguments(['100', '--net32', 'virtio']), /Unknown option: net32/)
})

test('an unambiguous beginning of an option is enough', () => {
  assert.equal(readArguments(['100', '--time', '9']).parameters.timeout, '9')
  assert.throws(() => readArguments(['100', '--x', '9']), /Unknown option: x/)
})

test('of a repeated option the last counts, but lists are put together', () => {
  assert.equal(readArguments(['100', '--delete', 'a', '--delete', 'b']).parameters.delete, 'a,b')
  assert.equal(readArguments(['100', '--timeout', '1', '--timeout', '2']).parameters.timeout, '2')
})

test('a secret without a value is one to be asked for', () => {
  assert.deepEqual(readArguments(['100', '--password', '--full']).ask, ['password'])
  assert.deepEqual(readArguments(['100', '--password']).ask, ['password'])
  assert.equal(readArguments(['100', '--password', 'given']).parameters.password, 'given')
})

test('options behind the name of a program belong to the program', () => {
  const exec = {
    parameters: { vmid: integer(), timeout: optional(integer()), 'extra-args': optional(array(string())) },
    positionals: [
      { name: 'vmid', optional: false },
      { name: 'extra-args', optional: true, repeated: true as const },
    ],
    formats: false,
  }
  const words = (...argv: string[]) => readFor(argv, exec).parameters['extra-args']
  assert.deepEqual(words('100', 'ls', '-l', '--timeout', '3'), ['ls', '-l', '--timeout', '3'])
  assert.deepEqual(words('100', '--timeout', '3', '--', 'sh', '-c', 'true'), ['sh', '-c', 'true'])
})

test('a command without options of format refuses them', () => {
  assert.throws(() => readArguments(['100', '--output-format', 'json'], { ...command, formats: false }), /Unknown option: output-format/)
})

test('a negative number is a value and not an option', () => {
  assert.equal(readArguments(['100', '--timeout', '-1']).parameters.timeout, '-1')
})

test('an optional positional is filled only when there is a word left for it', () => {
  assert.deepEqual(readArguments(['100', 'local']).parameters, { vmid: '100', storage: 'local' })
  assert.throws(() => readArguments(['100', 'local', 'more']), /too many arguments/)
})

test('an option without its value is refused by name', () => {
  assert.throws(() => readArguments(['100', '--storage']), /Option storage requires an argument/)
})

test('the output options are taken apart from the parameters', () => {
  const { output, parameters } = readArguments(['100', '--output-format', 'json', '--noheader'])
  assert.equal(output.format, 'json')
  assert.equal(output.header, false)
  assert.deepEqual(parameters, { vmid: '100' })
})
