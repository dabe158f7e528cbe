import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readZfsName, tryReadZfsName } from './volume-names.ts'

test('names of volumes say owner, format and base', () => {
  const facts = (text: string) => {
    const name = tryReadZfsName(text)
    return [name?.vmid, name?.format, name?.content, name?.isBase, name?.base, name?.leaf]
  }
  assert.deepEqual(facts('vm-100-disk-0'), [100, 'raw', 'images', false, undefined, 'vm-100-disk-0'])
  assert.deepEqual(facts('subvol-100-disk-0'), [100, 'subvol', 'rootdir', false, undefined, 'subvol-100-disk-0'])
  assert.deepEqual(facts('basevol-100-disk-0'), [100, 'subvol', 'rootdir', true, undefined, 'basevol-100-disk-0'])
  assert.deepEqual(facts('basevol-100-disk-0/subvol-101-disk-0'), [
    101,
    'subvol',
    'rootdir',
    false,
    'basevol-100-disk-0',
    'subvol-101-disk-0',
  ])
  assert.deepEqual(facts('base-100-disk-0/vm-101-disk-0'), [101, 'raw', 'images', false, 'base-100-disk-0', 'vm-101-disk-0'])
  assert.equal(tryReadZfsName('vm-100-state-before_1')?.vmid, 100)
})

test('names that lead elsewhere or mean nothing are refused', () => {
  for (const text of [
    '',
    'vm-100',
    'vm-99-disk-0',
    'vm-100-disk-0@one',
    'vm-100-disk-0/vm-101-disk-0',
    'base-100-disk-0/',
    'base-100-disk-0/../x',
    'vm-100-a b',
    'vm-100--r',
    'new-0123456789abcdef',
    '/dev/zvol/rpool/vm-100-disk-0',
    'vm-100-a%b',
  ]) {
    assert.equal(tryReadZfsName(text), undefined, text)
  }
  assert.throws(() => readZfsName('tank', '32G'), /a new disk is 'tank:<GiB>', without a unit/)
})
