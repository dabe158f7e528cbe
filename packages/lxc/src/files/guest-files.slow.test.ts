/** Files of a real container, whose root does what it can to make the host read or write elsewhere. */
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, test } from 'node:test'
import { findProgram, mountAt, realHost, rootAt } from '@quorate/host'
import { lxcPath } from '../runtime/lxc-paths.ts'
import { cannotRun, HandMadeContainer } from '../testing/hand-made-container.ts'
import { GuestFiles } from './guest-files.ts'
import { startAccess } from './start-access.ts'

const skip = cannotRun()
let container: HandMadeContainer
let files: GuestFiles
const vmid = 100

before(async () => {
  if (skip) return
  container = await HandMadeContainer.start()
  files = new GuestFiles({ host: container.host, runtime: container.runtime, store: { read: () => undefined } as never })
})
after(async () => await container?.[Symbol.asyncDispose]())

const read = async (path: string, count = 100, offset = 0) => String((await files.read(vmid, path, { offset, count })).data)
const inside = (path: string) => join(container.rootfs, path)

test('a file is read from any byte on, and it is told whether there is more', { skip }, async () => {
  writeFileSync(inside('root/letters'), 'abcdefgh')
  assert.deepEqual(await files.read(vmid, '/root/letters', { offset: 2, count: 3 }), { data: Buffer.from('cde'), truncated: true })
  assert.deepEqual(await files.read(vmid, '/root/letters', { offset: 6, count: 99 }), { data: Buffer.from('gh'), truncated: false })
  assert.deepEqual(await files.read(vmid, '/root/letters', { offset: 99, count: 1 }), { data: Buffer.alloc(0), truncated: false })
  await assert.rejects(read('/root/none'), /^Failure: cannot read '\/root\/none' in CT 100: no such file or directory$/)
})

test('a written file belongs to whom the container knows by that name', { skip }, async () => {
  await files.write(vmid, '/root/made', Buffer.from('one'))
  const owner = (path: string) => {
    const { uid, gid, mode } = statSync(inside(path))
    return [uid, gid, (mode & 0o7777).toString(8)]
  }
  assert.deepEqual(owner('root/made'), [100_000, 100_000, '644'])
  await files.write(vmid, '/root/made', Buffer.from('two'), { user: 'bob', group: 'staff', mode: 0o4750 })
  assert.deepEqual(owner('root/made'), [101_000, 100_050, '4750'])
  await files.write(vmid, '/root/made', Buffer.from('three'), { user: '7' })
  assert.deepEqual([await read('/root/made'), ...owner('root/made')], ['three', 100_007, 100_050, '4750'])
  await assert.rejects(files.write(vmid, '/root/made', Buffer.from('x'), { user: 'ann' }), /the container has no user 'ann'/)
  await assert.rejects(files.write(vmid, '/none/made', Buffer.from('x')), /no such file or directory/)
  assert.equal(await read('/root/made'), 'three')
})

test('links to files of the host lead to what is there inside', { skip }, async () => {
  const host = readFileSync('/etc/passwd', 'utf8')
  for (const [name, target] of Object.entries({
    shadow: '/etc/shadow',
    up: '../../../../../../../../../../etc/shadow',
    self: '/proc/self/root/etc/passwd',
    first: '/proc/1/root/etc/passwd',
    cwd: '/proc/1/cwd/etc/passwd',
    thread: `/proc/thread-self/root/etc/passwd`,
    mine: `/proc/${process.pid}/root/etc/passwd`,
  })) {
    symlinkSync(target, inside(`root/${name}`))
    const content = await read(`/root/${name}`, 1 << 20).catch(String)
    assert.match(content, /no such file or directory|symbolic links lead nowhere/, name)
    await assert.rejects(files.write(vmid, `/root/${name}/x`, Buffer.from('x')), /no such file or directory|lead nowhere/, name)
  }
  await assert.rejects(read('/../../../../../../etc/shadow'), /no such file or directory/)
  assert.notEqual(await read('/../../../../../../etc/passwd', 1 << 20), host)
})

test('what the kernel shows or takes orders by is neither read nor written', { skip }, async () => {
  await assert.rejects(read('/proc/1/environ'), /file system of the kernel \(proc\)/)
  await assert.rejects(read('/sys/kernel/uevent_seqnum'), /file system of the kernel|no such file/)
  await assert.rejects(
    files.write(vmid, '/proc/sys/kernel/core_pattern', Buffer.from('x')),
    /file system of the kernel|read-only|no such file/,
  )
  await assert.rejects(files.write(vmid, '/proc/sysrq-trigger', Buffer.from('x')), /file system of the kernel/)
})

test('devices, FIFOs, sockets and folders are not opened', { skip }, async () => {
  execFileSync('mknod', [inside('root/disk'), 'b', '254', '0'])
  execFileSync('mknod', [inside('root/zero'), 'c', '1', '5'])
  execFileSync('mkfifo', [inside('root/fifo')])
  for (const path of ['/root/disk', '/root/zero', '/root/fifo', '/dev/null', '/bin']) {
    await assert.rejects(read(path), /no regular file/, path)
    await assert.rejects(files.write(vmid, path, Buffer.from('x')), /no regular file|is a directory/, path)
  }
})

test('a folder that becomes a link while it is read from never leads out', { skip, timeout: 60_000 }, async () => {
  const marker = 'outside-of-the-container'
  writeFileSync(join(container.rootfs, '../data'), marker)
  mkdirSync(inside('swap/real'), { recursive: true })
  writeFileSync(inside('swap/real/data'), 'inside')
  for (const [name, target] of [
    ['one', '../../../'],
    ['two', container.rootfs.replace(/\/rootfs$/, '')],
  ] as const)
    symlinkSync(target, inside(`swap/${name}`))
  execFileSync('chown', ['-hR', '100000:100000', inside('swap')])
  const loop = 'cd /swap; while :; do for a in real one two; do mv $a x; usleep 100; mv x $a; done; done'
  const swapping = spawn('lxc-attach', ['-P', lxcPath(container.host.root), '-n', '100', '--', 'sh', '-c', loop], { detached: true })
  try {
    const seen = new Set<string>()
    for (let round = 0; round < 15; round += 1) seen.add(await read('/swap/x/data').catch(() => 'refused'))
    await Promise.all(Array.from({ length: 6 }, () => files.write(vmid, '/swap/x/new', Buffer.from('new')).catch(() => undefined)))
    assert.ok(!seen.has(marker), [...seen].join())
    assert.deepEqual(
      readdirSync(join(container.rootfs, '..')).filter(name => name === 'new'),
      [],
    )
  } finally {
    process.kill(-(swapping.pid ?? 0), 'SIGKILL')
  }
})

test('of a file of 10 GB no more is taken than was asked for, and a download may be left', { skip }, async () => {
  writeFileSync(inside('root/large'), '')
  truncateSync(inside('root/large'), 10 * 2 ** 30)
  const { data, truncated } = await files.read(vmid, '/root/large', { offset: 5 * 2 ** 30, count: 16 << 20 })
  assert.deepEqual([data.length, truncated], [16 << 20, true])
  for (let times = 0; times < 20; times += 1) {
    const { size, stream } = await files.open(vmid, '/root/large')
    assert.equal(size, 10 * 2 ** 30)
    for await (const chunk of stream) {
      assert.ok(chunk.length > 0)
      break
    }
  }
})

test('a file that grows as it is read ends where it did at the beginning', { skip }, async () => {
  writeFileSync(inside('root/log'), 'x'.repeat(3 << 20))
  const { size, stream } = await files.open(vmid, '/root/log')
  let read = 0
  for await (const chunk of stream) {
    writeFileSync(inside('root/log'), 'y'.repeat(1 << 20), { flag: 'a' })
    read += chunk.length
  }
  assert.deepEqual([size, read], [3 << 20, 3 << 20])
})

test('a root that is the machine’s own, or another process’s, is refused', { skip }, async () => {
  const access = { kind: 'read', path: '/etc/passwd', offset: 0, count: 10 } as const
  const idMap = { uid: [], gid: [] }
  const own = await startAccess(container.host, { root: { path: `/proc/${process.pid}/root`, idMap }, access })
  await assert.rejects(own.done, /the container is still starting/)
  const { initPid } = await container.runtime.require(vmid)
  const init = { pid: initPid, startTicks: 1 }
  const other = await startAccess(container.host, { root: { path: `/proc/${initPid}/root`, init, idMap }, access })
  await assert.rejects(other.done, /the container has ended/)
})

test('a file system that does not answer is given up', { skip: skip || (!findProgram('lxcfs') && 'lxcfs is not installed') }, async t => {
  const mount = mkdtempSync(join(tmpdir(), 'quorate-hung-'))
  const lxcfs = spawn('lxcfs', ['-f', '-p', `${mount}.pid`, mount], { stdio: 'ignore' })
  t.after(() => {
    lxcfs.kill('SIGKILL')
    execFileSync('umount', ['-l', mount])
    rmSync(mount, { recursive: true })
    rmSync(`${mount}.pid`, { force: true })
  })
  while (!mountAt(mount)) await new Promise(resolve => setTimeout(resolve, 20))
  lxcfs.kill('SIGSTOP')
  const { start } = realHost(rootAt('/', 'pve'))
  const root = { path: mount, idMap: { uid: [], gid: [] } }
  const access = await startAccess({ start }, { root, access: { kind: 'read', path: '/proc/meminfo', offset: 0, count: 10 } }, 1500)
  await assert.rejects(access.done, /nothing moved for 1.5 s: a file system there does not answer/)
  assert.equal(await text(access.content), '')
})

test('a container that has ended has no files', { skip }, async () => {
  container.stop()
  await assert.rejects(read('/etc/passwd'), /CT 100 not running|does not exist/)
})
