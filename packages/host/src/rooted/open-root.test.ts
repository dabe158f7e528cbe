import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { openRoot } from './open-root.ts'

/** A tree as somebody might leave it who wants to get at the machine, beside a file that must never be touched. */
function hostileTree(t: TestContext) {
  const top = mkdtempSync(join(tmpdir(), 'quorate-rooted-'))
  t.after(() => rmSync(top, { recursive: true }))
  const outside = join(top, 'outside')
  const path = join(top, 'root')
  mkdirSync(join(path, 'etc'), { recursive: true })
  mkdirSync(join(path, 'a/b'), { recursive: true })
  mkdirSync(outside)
  writeFileSync(join(outside, 'secret'), 'secret')
  for (const [name, target] of Object.entries({
    absolute: outside,
    up: '../../../../../../../../../../../../tmp',
    'etc/hostname': join(outside, 'secret'),
    'etc/loop': 'loop',
    'etc/self': '../etc/self2',
    'etc/self2': '/etc/self',
    'etc/magic': `/proc/${process.pid}/root`,
    'etc/new': '../../../made',
    'a/b/deep': '../../etc/real',
    var: '/run/var',
  })) {
    symlinkSync(target, join(path, name))
  }
  writeFileSync(join(path, 'etc/real'), 'real')
  const root = openRoot(path)
  t.after(() => root[Symbol.dispose]())
  const untouched = () => assert.deepEqual([readdirSync(outside), readFileSync(join(outside, 'secret'), 'utf8')], [['secret'], 'secret'])
  return { top, path, outside, root, untouched }
}

test('a link to outside leads to the same path inside, and what is outside is neither seen nor changed', async t => {
  const { path, outside, root, untouched } = hostileTree(t)
  assert.equal(root.read('/etc/hostname', 100), undefined)
  assert.equal(root.read(`/absolute/secret`, 100), undefined)
  assert.deepEqual([root.list('/absolute'), root.list('/up')], [[], []])
  assert.equal(root.look('/../../../outside'), undefined)
  await assert.rejects(root.write('/etc/hostname', 'x'), /^Failure: cannot write \/etc\/hostname: no such file or directory$/)
  await assert.rejects(root.write('/absolute/secret', 'x'), /no such file or directory/)
  await root.remove('/absolute/secret')
  await root.makeFolder('/absolute')
  assert.ok(statSync(join(path, outside)).isDirectory())
  await root.write('/etc/hostname', 'inside')
  assert.equal(readFileSync(join(path, outside, 'secret'), 'utf8'), 'inside')
  await root.write('/etc/new', 'made')
  assert.equal(readFileSync(join(path, 'made'), 'utf8'), 'made')
  await root.makeFolder('/var/log/deep', 0o1777)
  assert.equal(statSync(join(path, 'run/var/log/deep')).mode & 0o7777, 0o1777)
  untouched()
})

test('links that go in circles, and those of proc that lead anywhere, lead nowhere', async t => {
  const { root } = hostileTree(t)
  for (const path of ['/etc/loop', '/etc/self', '/etc/self/x']) {
    assert.equal(root.read(path, 100), undefined)
    await assert.rejects(root.write(path, 'x'), /its symbolic links lead nowhere/)
  }
  using slash = openRoot('/')
  const magic = `/proc/${process.pid}/root/etc/passwd`
  assert.equal(slash.read(magic, 1 << 20), undefined)
  assert.throws(() => slash.openRead(magic), /its symbolic links lead nowhere/)
})

test('file systems of the kernel are neither read nor changed', async () => {
  using slash = openRoot('/')
  assert.equal(slash.read('/proc/version', 1000), undefined)
  assert.throws(() => slash.openRead('/proc/version'), /cannot read \/proc\/version: it leads into a file system of the kernel \(proc\)/)
  assert.throws(() => slash.list('/proc'), /file system of the kernel/)
  await assert.rejects(slash.write('/proc/sys/kernel/core_pattern', 'x'), /file system of the kernel \(proc\)/)
  await assert.rejects(slash.makeFolder('/sys/fs/cgroup/memory/quorate-no'), /file system of the kernel \(cgroup\)|no such file/)
  await assert.rejects(slash.chmod('/dev/null', 0o666), /neither a file nor a folder/)
})

test('FIFOs, sockets and devices are never opened', { timeout: 10_000 }, async t => {
  const { path, root } = hostileTree(t)
  execFileSync('mkfifo', [join(path, 'etc/fifo')])
  assert.equal(root.read('/etc/fifo', 100), undefined)
  assert.throws(() => root.openRead('/etc/fifo'), /cannot read \/etc\/fifo: it is no regular file/)
  await assert.rejects(root.write('/etc/fifo', 'x'), /it is no regular file/)
  assert.equal(root.look('/etc/fifo')?.kind, 'other')
  await root.remove('/etc/fifo')
  assert.equal(root.look('/etc/fifo'), undefined)
})

test('a write is whole, keeps mode and owner of what is there, and leaves no other name', async t => {
  const { path, root } = hostileTree(t)
  await root.write('/etc/new-file', 'one', { mode: 0o600 })
  await root.write('/etc/new-file', 'two', { mode: 0o644 })
  assert.deepEqual([root.read('/etc/new-file', 3)?.toString(), root.look('/etc/new-file')?.mode], ['two', 0o600])
  await root.write('/etc/new-file', 'three', { mode: 0o640, keep: false })
  assert.equal(root.look('/etc/new-file')?.mode, 0o640)
  await assert.rejects(root.write('/etc/new-file', 'four', { exclusive: true }), /it already exists/)
  async function* breaking() {
    yield Buffer.from('half')
    throw new Error('the line broke')
  }
  await assert.rejects(root.write('/etc/new-file', breaking()), /cannot write \/etc\/new-file/)
  assert.equal(root.read('/etc/new-file', 100)?.toString(), 'three')
  await root.write('/a/b/deep', 'through the link')
  assert.equal(root.read('/etc/real', 100)?.toString(), 'through the link')
  await assert.rejects(root.write('/etc', 'x'), /it is a directory/)
  assert.equal(
    readdirSync(join(path, 'etc')).some(name => name.startsWith('.quorate')),
    false,
  )
})

test('files of any size pass as streams', async t => {
  const { root } = hostileTree(t)
  async function* parts() {
    for (let part = 0; part < 24; part += 1) yield Buffer.alloc(1 << 20, part)
  }
  await root.write('/big', parts())
  const { stat, stream } = root.openRead('/big')
  assert.equal(stat.size, 24 << 20)
  await root.write('/copy', stream)
  assert.equal(root.look('/copy')?.size, 24 << 20)
  assert.equal(root.read('/big', 1 << 20), undefined)
  assert.equal(await text(root.openRead('/etc/real').stream), 'real')
})

test('links take the place of files and links, never of folders', async t => {
  const { root } = hostileTree(t)
  await root.link('/etc/real', '/somewhere')
  await root.link('/etc/real', '../elsewhere')
  assert.deepEqual([root.look('/etc/real')?.kind, root.look('/etc/real')?.target], ['link', '../elsewhere'])
  await assert.rejects(root.link('/a', 'x'), /cannot link \/a: it is a directory/)
  await assert.rejects(root.remove('/a'), /the directory is not empty/)
  await root.remove('/a/b/deep')
  await root.remove('/a/b')
  await root.remove('/nothing/at/all')
  assert.deepEqual(root.list('/a'), [])
})

test('paths that are none are refused, and nothing works once the root is closed', async t => {
  const { path, outside } = hostileTree(t)
  const root = openRoot(path)
  for (const bad of ['etc/real', '', '/etc/real\0x']) assert.throws(() => root.read(bad, 1), /it is no absolute path/)
  for (const folder of ['/', '/etc/..', '/.']) await assert.rejects(root.write(folder, 'x'), /it is a directory/)
  const writing = root.write('/late', 'late')
  root[Symbol.dispose]()
  await writing
  assert.ok(existsSync(join(path, 'late')))
  assert.throws(() => root.read('/etc/real', 100), /the root is not open any more/)
  assert.throws(() => openRoot(join(outside, 'nothing')), /cannot open .*nothing: no such file or directory/)
})
