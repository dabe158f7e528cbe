import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { openRoot, type RootedFiles } from '@quorate/host'
import { FakeRootedFiles } from '@quorate/testing'
import type { FileEdit } from '../setup/setup-types.ts'
import { applyEdits } from './apply-edits.ts'
import { rootTree } from './root-tree.ts'

const edits: FileEdit[] = [
  { op: 'write', path: '/etc/hostname', content: 'web\n' },
  { op: 'write', path: '/etc/network/interfaces.d/eth0', content: 'auto eth0\n', mode: 0o600 },
  { op: 'link', path: '/etc/localtime', target: '/usr/share/zoneinfo/Europe/Berlin' },
  { op: 'remove', path: '/etc/machine-id' },
  { op: 'remove', path: '/no/such/file' },
  { op: 'directory', path: '/var/lib/dhcp', mode: 0o700 },
]

function realRoot(t: TestContext): { files: RootedFiles; path: string } {
  const path = mkdtempSync(join(tmpdir(), 'quorate-edits-'))
  const files = openRoot(path)
  t.after(() => {
    files[Symbol.dispose]()
    rmSync(path, { recursive: true })
  })
  return { files, path }
}

for (const [name, make] of [
  ['real', (t: TestContext) => realRoot(t).files],
  ['made-up', () => new FakeRootedFiles()],
] as const) {
  test(`edits come out in a ${name} root as set-up reads it, and again they change nothing`, async t => {
    const files = make(t)
    await files.makeFolder('/etc')
    await files.write('/etc/machine-id', 'abc')
    const tree = rootTree(files)
    for (let times = 0; times < 2; times += 1) {
      await applyEdits(files, edits)
      assert.deepEqual(tree.list('/etc'), ['hostname', 'localtime', 'network'])
      assert.equal(tree.read('/etc/hostname'), 'web\n')
      assert.deepEqual(tree.look('/etc/localtime'), { kind: 'link', mode: 0o777, target: '/usr/share/zoneinfo/Europe/Berlin' })
      assert.equal(tree.look('/etc/network/interfaces.d/eth0')?.mode, 0o600)
      assert.equal(tree.look('/var/lib/dhcp')?.mode, 0o700)
      assert.equal(tree.look('/etc/machine-id'), undefined)
    }
  })
}

test('what says the same already is not written again', async t => {
  const { files, path } = realRoot(t)
  await applyEdits(files, edits)
  const inode = () => statSync(join(path, 'etc/hostname')).ino
  const before = inode()
  await applyEdits(files, edits)
  assert.equal(inode(), before)
})

test('a file of more than a mebibyte is none for set-up, and a trap of links harms only its own tree', async t => {
  const { files, path } = realRoot(t)
  mkdirSync(join(path, 'etc'))
  writeFileSync(join(path, 'etc/hosts'), Buffer.alloc((1 << 20) + 1))
  symlinkSync('/', join(path, 'etc/network'))
  assert.equal(rootTree(files).read('/etc/hosts'), undefined)
  await applyEdits(files, edits)
  assert.deepEqual(readdirSync(path), ['etc', 'interfaces.d', 'var'])
})
