import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { test } from 'node:test'
import { Failure } from '@quorate/schema'
import { storageBench } from '@quorate/storage/testing'
import { inBuildFolder, removeBuildFolderAction, templateUndoActions } from './build-folder.ts'
import { askedName, readBuildRequest } from './read-build-request.ts'

const refuses =
  (...names: string[]) =>
  (error: unknown) => {
    assert.ok(error instanceof Failure, String(error))
    assert.deepEqual(Object.keys(error.errors ?? {}).toSorted(), names.toSorted())
    return true
  }

test('every bad wish is named at once', async () => {
  await using bench = await storageBench()
  const wish = { distribution: 'debian', release: 'etch', include: 'nginx,-x-,foo-', keyring: '/no/such.gpg' } as const
  await assert.rejects(readBuildRequest(bench.host, wish), refuses('release', 'include', 'keyring'))
})

test('a distribution whose keys are missing says what to install', async () => {
  await using bench = await storageBench()
  const { files } = bench.host
  const host = {
    ...bench.host,
    files: { ...files, stat: async (path: string) => (path.startsWith('/usr/share/keyrings') ? undefined : files.stat(path)) },
  }
  for (const [distribution, hint] of [
    ['ubuntu', /install the package 'ubuntu-keyring'/],
    ['devuan', /install Devuan's package 'devuan-keyring'/],
  ] as const) {
    await assert.rejects(readBuildRequest(host, { distribution }), error => hint.test((error as Failure).errors?.keyring ?? ''))
  }
})

test('a mirror that is given takes the place of all others, and the machine asks its own for Debian', async () => {
  await using bench = await storageBench()
  const keyring = `${bench.folder}/k.gpg`
  await writeFile(keyring, '')
  const given = await readBuildRequest(bench.host, { distribution: 'debian', keyring, mirror: 'http://mirror.lan/debian/' })
  assert.deepEqual(given.archives, { main: 'http://mirror.lan/debian' })
  const ubuntu = await readBuildRequest(bench.host, { distribution: 'ubuntu', keyring })
  assert.deepEqual(ubuntu.archives, { main: 'http://archive.ubuntu.com/ubuntu', security: 'http://security.ubuntu.com/ubuntu' })
})

test('the name of the file ends as such a template does', () => {
  assert.equal(askedName('web'), 'web.tar.zst')
  assert.equal(askedName('web.tar.zst'), 'web.tar.zst')
  assert.equal(askedName(undefined), undefined)
})

test('the folder of a build goes when it fails, is undone twice, and no other folder is ever removed', async () => {
  await using bench = await storageBench()
  const work = bench.work()
  let folder = ''
  await assert.rejects(
    inBuildFolder(bench.host, work, async path => {
      folder = path
      await writeFile(`${path}/file`, '')
      assert.equal(work.pending.length, 1)
      throw new Failure('broken')
    }),
    /broken/,
  )
  assert.deepEqual([existsSync(folder), work.pending.length], [false, 0])
  const undo = templateUndoActions(bench.host)[removeBuildFolderAction]!
  const other = `${bench.folder}/var/tmp/quorate-templates/build-0123456789abcdef`
  await mkdir(`${other}/below`, { recursive: true })
  for (let round = 0; round < 2; round += 1) await undo({ name: 'build-0123456789abcdef' }, { log: () => {} })
  assert.equal(existsSync(other), false)
  for (const name of ['..', '../../..', '', 'build-x', undefined])
    await assert.rejects(undo({ name }, { log: () => {} }), /is no folder of a build/)
})

test('a folder that somebody else prepared is not built in', async () => {
  await using bench = await storageBench()
  const place = `${bench.folder}/var/tmp/quorate-templates`
  await mkdir(place, { recursive: true })
  await chmod(place, 0o777)
  await assert.rejects(inBuildFolder(bench.host, bench.work(), assert.fail), /is not private/)
  await rm(place, { recursive: true })
  await mkdir(`${bench.folder}/elsewhere`, { mode: 0o700 })
  await symlink(`${bench.folder}/elsewhere`, place)
  await assert.rejects(inBuildFolder(bench.host, bench.work(), assert.fail), /is not private/)
})

test('a folder with something mounted below it is not emptied', async t => {
  await using bench = await storageBench()
  const folder = `${bench.folder}/var/tmp/quorate-templates/build-0123456789abcdef`
  await mkdir(`${folder}/mnt`, { recursive: true })
  try {
    await bench.host.exec('mount', ['-t', 'tmpfs', 'quorate-test', `${folder}/mnt`])
  } catch {
    return t.skip('cannot mount a tmpfs here')
  }
  try {
    await writeFile(`${folder}/mnt/file`, '')
    const undo = templateUndoActions(bench.host)[removeBuildFolderAction]!
    await assert.rejects(undo({ name: 'build-0123456789abcdef' }, { log: () => {} }), /something is mounted/)
    assert.ok(existsSync(`${folder}/mnt/file`))
  } finally {
    await bench.host.exec('umount', [`${folder}/mnt`])
  }
})
