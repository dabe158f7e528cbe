import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { test } from 'node:test'
import { Failure } from '@quorate/schema'
import { dirDriver } from '../drivers/dir.ts'
import { storageBench, type StorageBench } from '../testing/storage-bench.ts'
import { StorageConfig } from './storage-config.ts'

const author = { authid: 'root@pam' }
const configOf = (bench: StorageBench) => new StorageConfig(bench.store, bench.host, { dir: dirDriver })
const textOf = (bench: StorageBench) => bench.store.read('storage.cfg')?.text
const refuses = (parameter: string, pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Failure && error.status === 400, String(error))
  assert.match(error.errors?.[parameter] ?? '', pattern)
  return true
}

test('a storage is added beside the one that every machine has, and its folders are made', async () => {
  await using bench = await storageBench()
  await configOf(bench).add('fast', 'dir', { path: `${bench.folder}/fast`, content: 'images,iso' }, author)
  assert.equal(
    textOf(bench),
    `dir: local\n\tpath ${bench.folder}/var/lib/vz\n\tcontent iso,vztmpl,backup,import,snippets,images,rootdir\n\n` +
      `dir: fast\n\tpath ${bench.folder}/fast\n\tcontent images,iso\n`,
  )
  assert.deepEqual(await readdir(`${bench.folder}/fast`), ['images', 'template'])
  assert.deepEqual(
    bench.service.entries().map(entry => entry.id),
    ['local', 'fast'],
  )
})

test('a storage that cannot be used is not added', async () => {
  await using bench = await storageBench()
  const config = configOf(bench)
  await assert.rejects(
    config.add('usb', 'dir', { path: `${bench.folder}/usb`, is_mountpoint: 'yes' }, author),
    /expected to be a mount point/,
  )
  await assert.rejects(config.add('local', 'dir', { path: '/x' }, author), /storage ID 'local' already exists/)
  await assert.rejects(config.add('a-b', 'dir', { path: '/tmp/../etc' }, author), /is not an absolute path of a folder/)
  await assert.rejects(config.add('lvm1', 'lvm', { vgname: 'x' }, author), /storages of type 'lvm' are not supported yet/)
  await assert.rejects(config.add('aa', 'dir', {}, author), refuses('path', /missing/))
  await assert.rejects(config.add('aa', 'dir', { path: '/x', vgname: 'x' }, author), refuses('vgname', /unexpected property/))
  await assert.rejects(config.add('aa', 'dir', { path: '/x', format: 'vhdx' }, author), refuses('format', /does not support format/))
  await assert.rejects(config.add('aa', 'dir', { path: '/x', 'content-dirs': 'iso=../../etc' }, author), /content-dirs/)
  assert.equal(textOf(bench), undefined)
})

test('options are changed and deleted in place, comments and unknown keys stay', async () => {
  await using bench = await storageBench({
    config: folder => `# mine\ndir: aa\n\tpath ${folder}/a\n\tstrange thing\n\tcontent iso\n\nlvm: blocks\n\tvgname v\n`,
  })
  const config = configOf(bench)
  await config.change('aa', { set: { content: 'images', 'prune-backups': 'keep-last=3' }, remove: [] }, author)
  assert.equal(
    textOf(bench),
    `# mine\ndir: aa\n\tpath ${bench.folder}/a\n\tstrange thing\n\tcontent images\n\tprune-backups keep-last=3\n\nlvm: blocks\n\tvgname v\n`,
  )
  await config.change('aa', { set: {}, remove: ['prune-backups'], digest: config.digest() }, author)
  assert.doesNotMatch(textOf(bench) ?? '', /prune/)
  await assert.rejects(config.change('aa', { set: { disable: '1' }, remove: [], digest: 'old' }, author), /detected modified configuration/)
  await assert.rejects(config.change('aa', { set: { path: '/other' }, remove: [] }, author), refuses('path', /fixed/))
  await assert.rejects(config.change('aa', { set: {}, remove: ['path'] }, author), refuses('delete', /required option 'path'/))
  await assert.rejects(config.change('blocks', { set: { disable: '1' }, remove: [] }, author), /not supported yet/)
  await assert.rejects(config.change('none', { set: {}, remove: [] }, author), /storage 'none' does not exist/)
})

test('a storage is removed from the configuration, also the one that every machine has', async () => {
  await using bench = await storageBench()
  await configOf(bench).remove('local', author)
  assert.deepEqual([textOf(bench), bench.service.entries()], ['', []])
  await assert.rejects(configOf(bench).remove('local', author), /storage 'local' does not exist/)
})

test('secrets are kept apart and go with their storage', async () => {
  await using bench = await storageBench()
  const { config: sample } = dirDriver
  const driver = { ...dirDriver, config: { ...sample, optional: [...sample.optional, 'password'], sensitive: ['password'] } }
  const config = new StorageConfig(bench.store, bench.host, { dir: driver })
  await config.add('aa', 'dir', { path: `${bench.folder}/a`, password: 'secret' }, author)
  assert.doesNotMatch(textOf(bench) ?? '', /secret/)
  assert.equal(bench.store.read('priv/storage/aa.pw')?.text, 'secret\n')
  await config.change('aa', { set: {}, remove: ['password'] }, author)
  assert.equal(bench.store.read('priv/storage/aa.pw'), undefined)
  await config.change('aa', { set: { password: 'other' }, remove: [] }, author)
  await config.remove('aa', author)
  assert.equal(bench.store.read('priv/storage/aa.pw'), undefined)
})

test('two who add at the same time both succeed', async () => {
  await using bench = await storageBench()
  const config = configOf(bench)
  await Promise.all(['aa', 'bb', 'cc'].map(id => config.add(id, 'dir', { path: `${bench.folder}/${id}` }, author)))
  assert.deepEqual(
    bench.service
      .entries()
      .map(entry => entry.id)
      .toSorted(),
    ['aa', 'bb', 'cc', 'local'],
  )
})
