import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isBelow, permissionTree } from './permission-tree.ts'

test('paths come as a tree, numbers in their order', () => {
  const tree = permissionTree({ '/vms/100': {}, '/vms': {}, '/': {}, '/vms/20': {}, '/access': {}, '/vms-like': {} })
  assert.deepEqual(
    tree.map(({ path }) => path),
    ['/', '/access', '/vms', '/vms/20', '/vms/100', '/vms-like'],
  )
  assert.deepEqual([isBelow('/vms/20', '/vms'), isBelow('/vms-like', '/vms'), isBelow('/vms', '/')], [true, false, true])
})

test('a path that has only what is handed down to it is known as the same', () => {
  const tree = permissionTree({
    '/': { 'VM.Audit': 1 },
    '/vms': { 'VM.Audit': 1 },
    '/vms/100': { 'VM.Audit': 1, 'VM.Console': 1 },
    '/vms/101': { 'VM.Audit': 0 },
    '/vms/102': {},
  })
  assert.deepEqual(
    tree.filter(({ same }) => same).map(({ path }) => path),
    ['/vms'],
  )
})

test('what is not handed down makes the path below another', () => {
  const tree = permissionTree({ '/': { 'Sys.Audit': 0 }, '/nodes': { 'Sys.Audit': 1 }, '/storage': {} })
  assert.deepEqual(
    tree.map(({ path, same }) => [path, same]),
    [
      ['/', false],
      ['/nodes', false],
      ['/storage', true],
    ],
  )
})

test('a path is compared with the nearest one that is known', () => {
  assert.equal(permissionTree({ '/': { 'VM.Audit': 1 }, '/pool/a/b': { 'VM.Audit': 1 } }).at(-1)?.same, true)
})
