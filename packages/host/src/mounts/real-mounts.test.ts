import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { exec } from '../exec/exec.ts'
import { mountAt, parseMountInfo } from '../mount-info.ts'
import { readProcStat } from '../processes/proc-stat.ts'
import { openRoot } from '../rooted/open-root.ts'
import { realMounts } from './real-mounts.ts'

const needsRoot = process.getuid?.() === 0 ? false : 'mounting needs root'
const needsLoop = needsRoot || (existsSync('/dev/loop-control') ? false : 'this machine has no loop devices')
const idMap = { uid: [{ inside: 0, outside: 100_000, count: 65_536 }], gid: [{ inside: 0, outside: 200_000, count: 65_536 }] }

function machine(t: TestContext) {
  const top = mkdtempSync(join(tmpdir(), 'quorate-mounts-'))
  const root = join(top, 'root')
  for (const folder of ['root/data', 'root/etc', 'source', 'outside']) mkdirSync(join(top, folder), { recursive: true })
  const notices: string[] = []
  const mounts = realMounts(exec, join(top, 'mounting'), text => notices.push(text))
  t.after(async () => {
    await mounts.unmountBelow(top)
    rmSync(top, { recursive: true })
  })
  const makeImage = (type = 'ext4') => {
    const image = join(top, `${type}.raw`)
    execFileSync('truncate', ['-s', type === 'xfs' ? '300M' : '8M', image])
    execFileSync(`mkfs.${type}`, ['-q', image])
    return image
  }
  return { top, root, source: join(top, 'source'), notices, mounts, makeImage }
}

const loopsOf = (image: string) => execFileSync('losetup', ['--associated', image], { encoding: 'utf8' })

test('an image is mounted with its options inside the root, and its loop device goes with it', { skip: needsLoop }, async t => {
  const { top, root, mounts, makeImage } = machine(t)
  symlinkSync(join(top, 'outside'), join(root, 'trap'))
  mkdirSync(join(root, top, 'outside'), { recursive: true })
  const image = makeImage()
  await mounts.mount(
    { kind: 'image', path: image },
    { root, path: '/trap' },
    { readOnly: true, noatime: true, nosuid: true, nodev: true, noexec: true, lazytime: true, discard: true },
  )
  const found = mountAt(join(root, top, 'outside'))
  assert.deepEqual(found?.options, ['ro', 'nosuid', 'nodev', 'noexec', 'noatime'])
  assert.deepEqual(
    [found.type, found.superOptions.filter(word => ['ro', 'lazytime', 'discard'].includes(word))],
    ['ext4', ['ro', 'lazytime', 'discard']],
  )
  assert.equal(mountAt(join(top, 'outside')), undefined)
  assert.deepEqual(mounts.below(top).length, 1)
  assert.notEqual(loopsOf(image), '')
  await mounts.unmountBelow(root)
  await mounts.unmountBelow(root)
  assert.deepEqual([mounts.below(top), loopsOf(image), readdirSync(join(top, 'mounting'))], [[], '', []])
})

test('a folder is seen elsewhere, read-only from the first moment, but not over a link', { skip: needsRoot }, async t => {
  const { top, root, source, mounts } = machine(t)
  writeFileSync(join(source, 'file'), 'text')
  await mounts.mount({ kind: 'folder', path: source }, { root, path: '/data' }, { readOnly: true })
  assert.equal(readFileSync(join(root, 'data/file'), 'utf8'), 'text')
  assert.throws(() => writeFileSync(join(root, 'data/file'), 'x'), { code: 'EROFS' })
  writeFileSync(join(source, 'file'), 'new')
  symlinkSync(source, join(top, 'link'))
  await assert.rejects(mounts.mount({ kind: 'folder', path: join(top, 'link') }, { root, path: '/etc' }), {
    message: `cannot mount ${top}/link at /etc below ${root}: ${top}/link leads over a symbolic link: name the folder by its real path`,
  })
  await mounts.mount({ kind: 'folder', path: join(top, 'link'), throughLinks: true }, { root, path: '/etc' })
  await assert.rejects(mounts.mount({ kind: 'folder', path: source }, { root, path: '/none' }), /: no such file or directory$/)
  await assert.rejects(mounts.unmountBelow('/'), /not ours/)
})

test('with an id map the owners on the disk are those inside, for reading and for writing', { skip: needsRoot }, async t => {
  const { root, source, mounts } = machine(t)
  writeFileSync(join(source, 'old'), '')
  mkdirSync(join(source, 'www'), { mode: 0o700 })
  chownSync(join(source, 'old'), 33, 44)
  chownSync(join(source, 'www'), 33, 33)
  await mounts.mount({ kind: 'folder', path: source }, { root, path: '/data' }, { idMap })
  assert.deepEqual([statSync(join(root, 'data/old')).uid, statSync(join(root, 'data/old')).gid], [100_033, 200_044])
  using files = openRoot(root, idMap)
  assert.deepEqual([files.look('/data/old')?.uid, files.look('/data/old')?.gid], [33, 44])
  await files.write('/data/www/new', 'text')
  await files.write('/data/old', 'changed')
  await files.write('/data/given', 'text', { uid: 33, gid: 44, mode: 0o600 })
  await files.makeFolder('/data/a/b')
  await files.link('/data/a/link', 'b')
  await files.chown('/data/a/b', 1000, 1001)
  await files.remove('/data/www/none')
  const owner = (path: string) => [statSync(join(source, path)).uid, statSync(join(source, path)).gid]
  assert.deepEqual(['www/new', 'old', 'given', 'a', 'a/b'].map(owner), [
    [0, 0],
    [33, 44],
    [33, 44],
    [0, 0],
    [1000, 1001],
  ])
  await assert.rejects(files.chown('/data/a/b', 70_000, 0), /id 70000 is not in the id map/)
  await files.remove('/data/www/new')
})

test('without an id map of the mount new files belong to those who have the ids outside', { skip: needsRoot }, async t => {
  const { root } = machine(t)
  chownSync(join(root, 'etc'), 100_033, 200_033)
  using files = openRoot(root, idMap)
  await files.write('/etc/new', 'text')
  await files.makeFolder('/etc/folder', 0o1777)
  assert.deepEqual([statSync(join(root, 'etc/new')).uid, statSync(join(root, 'etc/folder')).gid], [100_000, 200_000])
  assert.deepEqual([files.look('/etc')?.uid, files.look('/')?.uid], [33, 65_534])
  assert.deepEqual([process.geteuid?.(), statSync(join(root, 'etc/folder')).mode & 0o7777], [0, 0o1777])
})

test('a mount comes into the namespace of a running process and goes again', { skip: needsRoot }, async t => {
  const { root, source, mounts } = machine(t)
  const child = spawn('unshare', ['--mount', '--', 'sh', '-c', 'echo; exec sleep 60'])
  t.after(() => child.kill('SIGKILL'))
  await new Promise(resolve => child.stdout.once('data', resolve))
  const pid = child.pid ?? 0
  const startTicks = readProcStat(pid)?.startTicks ?? 0
  mkdirSync(join(root, 'staged'))
  await mounts.mount({ kind: 'folder', path: source }, { root, path: '/staged' }, { readOnly: true, noexec: true })
  const inside = () => mountAt(join(root, 'data'), parseMountInfo(readFileSync(`/proc/${pid}/mountinfo`, 'utf8')))
  await mounts.mountInto({ pid, startTicks }, join(root, 'staged'), join(root, 'data'))
  assert.deepEqual(inside()?.options.slice(0, 2), ['ro', 'noexec'])
  assert.equal(mountAt(join(root, 'data')), undefined)
  await mounts.unmountIn({ pid, startTicks }, join(root, 'data'))
  assert.equal(inside(), undefined)
  await assert.rejects(mounts.unmountIn({ pid, startTicks }, join(root, 'data')), /^Failure: cannot unmount .*data of process \d+/)
  await assert.rejects(mounts.mountInto({ pid, startTicks: startTicks + 1 }, source, '/tmp'), /process \d+ has ended/)
})

test('what stays in use is detached, and that is told', { skip: needsRoot }, async t => {
  const { root, source, mounts, notices } = machine(t)
  writeFileSync(join(source, 'file'), 'text')
  await mounts.mount({ kind: 'folder', path: source }, { root, path: '/data' })
  const fd = openSync(join(root, 'data/file'), 'r')
  try {
    await mounts.unmountBelow(root)
    assert.deepEqual([mounts.below(root), notices.length], [[], 1])
    assert.match(notices[0] ?? '', /data is still in use: it was detached/)
  } finally {
    closeSync(fd)
  }
})

test('what a killed process had under way is taken away by the next', { skip: needsLoop }, async t => {
  const { top, root, mounts, makeImage } = machine(t)
  const image = makeImage()
  const left = join(top, 'mounting/4000000-1-abcd')
  mkdirSync(left, { recursive: true })
  execFileSync('mount', ['-o', 'loop', image, left])
  await mounts.mount({ kind: 'image', path: makeImage('ext3') }, { root, path: '/data' })
  assert.deepEqual([loopsOf(image), readdirSync(join(top, 'mounting'))], ['', []])
})

test('what holds no file system for containers is refused', { skip: needsLoop }, async t => {
  const { top, root, mounts, makeImage } = machine(t)
  const empty = join(top, 'empty.raw')
  writeFileSync(empty, Buffer.alloc(1 << 20))
  const target = { root, path: '/data' }
  await assert.rejects(mounts.mount({ kind: 'image', path: empty }, target), /it holds no file system for containers \(found: none\)$/)
  const xfs = makeImage('xfs')
  await assert.rejects(mounts.mount({ kind: 'image', path: xfs }, target, { quota: true }), /quotas are kept on ext4 only, this is xfs/)
  await mounts.mount({ kind: 'image', path: xfs }, target, { acl: true })
  assert.deepEqual([mountAt(join(root, 'data'))?.type, loopsOf(empty)], ['xfs', ''])
})
