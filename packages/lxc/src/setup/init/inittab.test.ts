import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryTree } from '../../testing/memory-tree.ts'
import { sampleSettings } from '../../testing/sample-settings.ts'
import { Changes } from '../changes.ts'
import { writeInittab } from './inittab.ts'

function logins(tree: MemoryTree, tty: number, console = true): string[] {
  const root = new Changes(tree)
  writeInittab(root, { ...sampleSettings['static']!, tty, console }, { getty: '/sbin/getty', busybox: true })
  tree.apply(root.edits())
  const lines = (tree.read('/etc/inittab') ?? '').split('\n')
  return lines.filter(line => line.includes('getty') && !line.startsWith('#')).map(line => line.split(':')[0] ?? '')
}

test('there is one login for each terminal, however their number changes', () => {
  const tree = new MemoryTree()
  tree.file(
    '/etc/inittab',
    '::sysinit:/sbin/openrc sysinit\ntty1::respawn:/sbin/getty 38400 tty1\ntty2::respawn:/sbin/getty 38400 tty2\nttyS0::respawn:/sbin/getty -L 115200 ttyS0',
  )
  assert.deepEqual(logins(tree, 1).sort(), ['console', 'tty1', 'ttyS0'])
  assert.deepEqual(logins(tree, 4).sort(), ['console', 'tty1', 'tty2', 'tty3', 'tty4', 'ttyS0'])
  assert.deepEqual(logins(tree, 0, false), ['ttyS0'])
  assert.deepEqual(logins(tree, 2, false).sort(), ['tty1', 'tty2', 'ttyS0'])
})
