import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryTree } from './memory-tree.ts'

test('links are followed inside the tree and never lead out of it', () => {
  const tree = new MemoryTree()
  tree.file('/usr/lib/os-release', 'ID=debian\n')
  tree.link('/etc/os-release', '../../../usr/lib/os-release')
  tree.link('/lib', 'usr/lib')
  assert.equal(tree.read('/etc/os-release'), 'ID=debian\n')
  assert.equal(tree.read('/lib/os-release'), 'ID=debian\n')
  assert.equal(tree.look('/etc/os-release')?.target, '../../../usr/lib/os-release')
  assert.equal(tree.look('/lib/os-release')?.kind, 'file')
})

test('a file is written through a link, and a link takes the place of a file', () => {
  const tree = new MemoryTree()
  tree.link('/etc/localtime', '/usr/share/zoneinfo/UTC')
  tree.file('/etc/localtime', 'TZif')
  assert.equal(tree.read('/usr/share/zoneinfo/UTC'), 'TZif')
  tree.apply([{ op: 'link', path: '/usr/share/zoneinfo/UTC', target: 'Etc/UTC' }])
  assert.equal(tree.look('/usr/share/zoneinfo/UTC')?.kind, 'link')
  assert.deepEqual(tree.list('/usr/share'), ['zoneinfo'])
})

test('links in a circle are told', () => {
  const tree = new MemoryTree()
  tree.link('/a', 'b')
  tree.link('/b', 'a')
  assert.throws(() => tree.read('/a'), /circles/)
})
