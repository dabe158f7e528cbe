import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import * as fs from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { connectStore } from '../client/connect-store.ts'
import { startStore } from '../store/start-store.ts'
import { atEnd, tester, testRoot } from '../testing-root.ts'
import { until } from '../testing-store.ts'

const run = promisify(execFile)
const conf = 'nodes/pve/qemu-server/100.conf'

/** undefined: skipped, no mount can be made here. */
async function mounted(t: TestContext) {
  const root = testRoot(t)
  const notices: string[] = []
  const store = await startStore({ root, notice: text => notices.push(text) })
  const client = await connectStore(root)
  atEnd(t, async () => {
    await client.close()
    await store.close()
  })
  if (!store.mounted) {
    t.skip(notices.join())
    return undefined
  }
  const at = (path: string) => join(root.configMount, path)
  /** In a process of its own, as people do it. It changes folder itself: Node waits for a process to start, and would wait for itself. */
  const shell = async (script: string) => (await run('sh', ['-ec', `cd "$0"; ${script}`, root.configMount], { timeout: 10_000 })).stdout
  return { root, store, client, notices, at, shell }
}

test('what is written by hand is committed when the file is closed, with the author mount, and watchers see it', async t => {
  const m = await mounted(t)
  if (!m) return
  const seen: string[] = []
  using _watch = m.client.watch('nodes/pve', path => seen.push(path))
  await m.shell(`printf 'cores: 2\\n' > ${conf}; echo 'memory: 512' >> ${conf}`)
  assert.equal(m.client.read(conf)?.text, 'cores: 2\nmemory: 512\n')
  assert.deepEqual(
    [...m.client.past.changes({ path: conf })].flat().map(({ id, op, author }) => [op, author.authid, m.client.past.brief(id, 1000).after]),
    [
      ['write', 'mount', 'cores: 2\nmemory: 512\n'],
      ['write', 'mount', 'cores: 2\n'],
    ],
  )
  await until(() => seen.length === 2)
})

test('what the store commits is seen through the mount at once', async t => {
  const m = await mounted(t)
  if (!m) return
  await m.client.commit([{ op: 'write', path: conf, text: 'a\n' }], tester)
  assert.equal(await m.shell(`cat qemu-server/100.conf local/qemu-server/100.conf ${conf}`), 'a\na\na\n')
  await m.client.commit([{ op: 'write', path: conf, text: 'longer text\n' }], tester)
  assert.equal(await fs.readFile(m.at(conf), 'utf8'), 'longer text\n')
  await m.client.commit([{ op: 'remove', path: conf }], tester)
  await assert.rejects(fs.stat(m.at(conf)), { code: 'ENOENT' })
})

test('an open file stays one version of its text', async t => {
  const m = await mounted(t)
  if (!m) return
  await m.client.commit([{ op: 'write', path: 'storage.cfg', text: 'old '.repeat(3000) }], tester)
  await using file = await fs.open(m.at('storage.cfg'))
  await file.read(Buffer.alloc(10), 0, 10)
  await m.client.commit([{ op: 'write', path: 'storage.cfg', text: 'new' }], tester)
  assert.equal((await file.read(Buffer.alloc(20_000), 0, 20_000, 0)).bytesRead, 12_000)
})

test('modes are those of the config tree and cannot be changed', async t => {
  const m = await mounted(t)
  if (!m) return
  await m.client.commit(
    [
      { op: 'write', path: 'priv/shadow.cfg', text: '' },
      { op: 'write', path: 'user.cfg', text: '' },
    ],
    tester,
  )
  const mode = async (path: string) => ((await fs.stat(m.at(path))).mode & 0o7777).toString(8)
  assert.deepEqual(await Promise.all(['', 'priv', 'priv/shadow.cfg', 'user.cfg', 'nodes/pve', 'nodes/pve/priv'].map(mode)), [
    '755',
    '700',
    '600',
    '640',
    '755',
    '700',
  ])
  await fs.chmod(m.at('user.cfg'), 0o640)
  await assert.rejects(fs.chmod(m.at('user.cfg'), 0o644), { code: 'EPERM' })
  await assert.rejects(fs.chown(m.at('user.cfg'), 1, 1), { code: 'EPERM' })
  await assert.rejects(fs.symlink('x', m.at('y')), { code: 'EPERM' })
  await fs.utimes(m.at('user.cfg'), 1, 1)
})

test('one guest id exists once', async t => {
  const m = await mounted(t)
  if (!m) return
  await m.shell(`echo > ${conf}; mkdir -p nodes/other/qemu-server`)
  for (const path of ['nodes/pve/lxc/100.conf', 'nodes/other/qemu-server/100.conf']) {
    await assert.rejects(fs.writeFile(m.at(path), ''), { code: 'EEXIST' })
    await assert.rejects(fs.copyFile(m.at(conf), m.at(path)), { code: 'EEXIST' })
  }
  await fs.rename(m.at(conf), m.at('nodes/other/qemu-server/100.conf'))
  assert.match(await m.shell('cat .vmlist'), /"100":[^}]*"node": "other",[^}]*"type": "qemu"/)
})

test('files and folders are renamed, replaced and removed as everywhere', async t => {
  const m = await mounted(t)
  if (!m) return
  await m.shell('mkdir -p a/b; echo 1 > a/b/one; echo 2 > two; mv two a/b/one; mv a c; rmdir sdn; cat c/b/one')
  assert.equal(m.client.read('c/b/one')?.text, '2\n')
  assert.equal(m.client.read('a/b/one'), undefined)
  await assert.rejects(fs.rmdir(m.at('c')), { code: 'ENOTEMPTY' })
  await assert.rejects(fs.unlink(m.at('local')), { code: 'EPERM' })
  await assert.rejects(fs.writeFile(m.at('none/x'), ''), { code: 'ENOENT' })
  await m.shell('rm -r c')
  assert.deepEqual(m.client.list('c'), [])
  const before = await fs.stat(m.at('user.cfg')).catch(() => undefined)
  assert.equal(before, undefined)
})

test('inode numbers are stable over edits and renames', async t => {
  const m = await mounted(t)
  if (!m) return
  const first = (await m.shell('echo a > x; stat -c %i x')).trim()
  assert.equal((await m.shell('echo bb > x; mv x y; stat -c %i y')).trim(), first)
})

test('sed, cp, tee and ls work on it', async t => {
  const m = await mounted(t)
  if (!m) return
  await m.shell(
    `printf 'cores: 2\\nmemory: 512\\n' > ${conf}; sed -i s/512/1024/ ${conf}; cp ${conf} nodes/pve/lxc/200.conf; echo tags: x | tee -a ${conf}`,
  )
  assert.equal(m.client.read(conf)?.text, 'cores: 2\nmemory: 1024\ntags: x\n')
  assert.equal(m.client.read('nodes/pve/lxc/200.conf')?.text, 'cores: 2\nmemory: 1024\n')
  assert.match(await m.shell('ls -la . nodes/pve/qemu-server'), /-rw-r----- 1 root \S+ +30 .* 100\.conf/)
  assert.deepEqual(JSON.parse(await m.shell('cat .members')).nodename, 'pve')
  assert.equal(JSON.parse(await m.shell('cat .version')).clinfo, 1)
})

test('bytes that are no text come back as they were', async t => {
  const m = await mounted(t)
  if (!m) return
  const garbage = Buffer.from([0, 255, 254, 10, 0, 192, 128])
  await fs.writeFile(m.at('garbage'), garbage)
  assert.deepEqual(await fs.readFile(m.at('garbage')), garbage)
  assert.match(m.client.read('garbage')?.text ?? '', /\uFFFD/)
})

test('letters in Latin-1 are read as such, and written as UTF-8 when something in the file is changed', async t => {
  const m = await mounted(t)
  if (!m) return
  const latin1 = Buffer.from('#B\xfcro\ncores: 1\n', 'latin1')
  await fs.writeFile(m.at('notes'), latin1)
  assert.deepEqual(await fs.readFile(m.at('notes')), latin1)
  assert.equal(m.client.read('notes')?.text, '#Büro\ncores: 1\n')
  await m.client.update('notes', tester, text => text?.replace('1', '2'))
  assert.equal(await fs.readFile(m.at('notes'), 'utf8'), '#Büro\ncores: 2\n')
})

test('what does not fit is refused when it is written, and leaves the file as it was', async t => {
  const m = await mounted(t)
  if (!m) return
  await fs.writeFile(m.at('big'), 'x'.repeat(1024 * 1024))
  assert.equal((await fs.stat(m.at('big'))).size, 1024 * 1024)
  await assert.rejects(fs.writeFile(m.at('big'), 'x'.repeat(1024 * 1024 + 1)), { code: 'EFBIG' })
  await assert.rejects(fs.writeFile(m.at('x'.repeat(256)), ''), { code: 'ENAMETOOLONG' })
  await assert.rejects(fs.writeFile(m.at('new\nline'), ''), { code: 'EINVAL' })
})

test('thousands of files are listed completely', async t => {
  const m = await mounted(t)
  if (!m) return
  const changes = Array.from({ length: 1500 }, (_, i) => ({ op: 'write', path: `nodes/pve/lxc/${i + 1000}.conf`, text: '' }) as const)
  await m.client.commit(changes, tester)
  assert.equal((await fs.readdir(m.at('lxc'))).length, 1500)
  assert.equal((await m.shell('ls -l lxc/ | wc -l')).trim(), '1501')
})

test('vim saves a config and leaves no other file behind', async t => {
  const m = await mounted(t)
  if (!m) return
  if ((await run('sh', ['-c', 'command -v vim || true'])).stdout === '') return t.skip('vim is not installed')
  await m.client.commit([{ op: 'write', path: conf, text: 'cores: 2\nmemory: 512\n' }], tester)
  await m.shell(`vim -u NONE -es -c '%s/cores: 2/cores: 4/' -c wq ${conf} < /dev/null`)
  assert.equal(m.client.read(conf)?.text, 'cores: 4\nmemory: 512\n')
  assert.deepEqual(m.client.list('nodes/pve/qemu-server'), ['100.conf'])
})

test('who is not root reads nothing private and writes nothing', async t => {
  const m = await mounted(t)
  if (!m) return
  await m.client.commit(
    ['user.cfg', 'priv/shadow.cfg'].map(path => ({ op: 'write', path, text: 'secret' }) as const),
    tester,
  )
  await fs.chmod(m.root.path, 0o755)
  const asNobody = (script: string) => m.shell(`setpriv --reuid=65534 --regid=65534 --clear-groups sh -c '${script}'`)
  assert.match(await asNobody('ls'), /nodes/)
  for (const script of ['cat user.cfg', 'cat priv/shadow.cfg', 'ls priv', 'echo x > new', 'rm user.cfg', 'mkdir folder']) {
    await assert.rejects(asNobody(script), /denied/, script)
  }
})
