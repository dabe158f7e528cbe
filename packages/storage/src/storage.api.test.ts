import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { encodeWire, Failure, failureText } from '@quorate/schema'
import { callApi } from './testing/call-api.ts'
import { storageBench } from './testing/storage-bench.ts'

const content = '/nodes/{node}/storage/{storage}/content'
const volume = `${content}/{volume}`
const at = { node: 'pve', storage: 'local' }
const says =
  (pattern: RegExp, status = 500) =>
  (error: unknown) => {
    assert.ok(error instanceof Failure, String(error))
    assert.match(error.errors ? JSON.stringify(error.errors) : failureText(error), pattern)
    assert.equal(error.status, status)
    return true
  }

test('storages are added, shown with typed values, changed and removed', async () => {
  await using bench = await storageBench()
  const api = callApi(bench)
  const path = `${bench.folder}/fast`
  const added = await api('POST', '/storage', {
    storage: 'fast',
    type: 'dir',
    path,
    content: 'images',
    shared: '1',
    'prune-backups': 'keep-last=3',
    'max-protected-backups': '2',
  })
  assert.deepEqual(added, { storage: 'fast', type: 'dir' })
  const { digest, ...shown } = encodeWire(await api('GET', '/storage/{storage}', { storage: 'fast' })) as Record<string, unknown>
  assert.match(String(digest), /^[0-9a-f]{40}$/)
  assert.deepEqual(shown, {
    storage: 'fast',
    type: 'dir',
    path,
    content: 'images',
    shared: 1,
    'prune-backups': 'keep-last=3',
    'max-protected-backups': 2,
  })
  assert.deepEqual(
    await api('PUT', '/storage/{storage}', { storage: 'fast', delete: 'prune-backups,shared', content: 'images,iso', digest }),
    { storage: 'fast', type: 'dir' },
  )
  await assert.rejects(api('PUT', '/storage/{storage}', { storage: 'fast', disable: '1', digest }), says(/detected modified configuration/))
  const list = (await api('GET', '/storage')) as { storage: string; content: string }[]
  assert.deepEqual(
    list.map(one => [one.storage, one.content]),
    [
      ['local', 'images,rootdir,iso,vztmpl,backup,snippets,import'],
      ['fast', 'images,iso'],
    ],
  )
  const seen = (await api('GET', '/storage', {}, { privileges: { '/storage/fast': ['Datastore.Audit'] } })) as { storage: string }[]
  assert.deepEqual(
    seen.map(one => one.storage),
    ['fast'],
  )
  await api('DELETE', '/storage/{storage}', { storage: 'fast' })
  await assert.rejects(api('GET', '/storage/{storage}', { storage: 'fast' }), says(/storage 'fast' does not exist/))
})

test('sections of types without driver are shown and marked', async () => {
  await using bench = await storageBench({ config: () => 'lvmthin: local-lvm\n\tthinpool data\n\tvgname pve\n' })
  const api = callApi(bench)
  const [row] = (await api('GET', '/storage')) as Record<string, unknown>[]
  assert.deepEqual(
    [row?.['storage'], row?.['thinpool'], row?.['content'], row?.['not-supported']],
    ['local-lvm', 'data', 'images,rootdir', true],
  )
  const [status] = (await api('GET', '/nodes/{node}/storage', { node: 'pve' })) as Record<string, unknown>[]
  assert.deepEqual([status?.['storage'], status?.['active'], status?.['enabled']], ['local-lvm', false, true])
  const create = { node: 'pve', storage: 'local-lvm', filename: '', size: '1G', vmid: '100' }
  await assert.rejects(
    api('POST', content, create),
    says(/storage 'local-lvm' cannot be used: storages of type 'lvmthin' are not supported yet/),
  )
})

test('the state of storages is listed with filters', async () => {
  await using bench = await storageBench({
    config: folder =>
      `dir: aa\n\tpath ${folder}/a\n\tcontent iso\n\ndir: bb\n\tpath ${folder}/b\n\tshared 1\n\ndir: cc\n\tpath ${folder}/c\n\tdisable 1\n`,
  })
  const api = callApi(bench)
  const names = async (parameters: Record<string, unknown>) =>
    ((await api('GET', '/nodes/{node}/storage', { node: 'pve', ...parameters })) as { storage: string }[]).map(one => one.storage)
  assert.deepEqual(await names({}), ['aa', 'bb', 'cc'])
  assert.deepEqual(await names({ enabled: '1' }), ['aa', 'bb'])
  assert.deepEqual(await names({ content: 'iso,vztmpl' }), ['aa'])
  assert.deepEqual(await names({ storage: 'bb' }), ['bb'])
  assert.deepEqual(await names({ target: 'other' }), ['bb'])
  const [row] = (await api('GET', '/nodes/{node}/storage', { node: 'pve', format: '1' })) as Record<string, unknown>[]
  assert.deepEqual(row?.['formats'], { supported: ['qcow2', 'raw', 'subvol', 'vmdk'], default: 'raw' })
  assert.ok(Number(row?.['used_fraction']) > 0 && Number(row?.['used_fraction']) < 1)
  const status = (await api('GET', '/nodes/{node}/storage/{storage}/status', { node: 'pve', storage: 'aa' })) as Record<string, unknown>
  assert.deepEqual(Object.keys(status).toSorted(), ['active', 'avail', 'content', 'enabled', 'shared', 'total', 'type', 'used'])
})

test('a volume is created, shown, and removed by a task; its name may be given in several ways', async () => {
  await using bench = await storageBench()
  const api = callApi(bench)
  const create = (filename: string, more = {}) => api('POST', content, { ...at, filename, size: '1M', vmid: '100', ...more })
  assert.equal(await create('', { format: 'qcow2' }), 'local:100/vm-100-disk-0.qcow2')
  assert.equal(await create('vm-100-data.raw'), 'local:100/vm-100-data.raw')
  assert.equal(await create('vm-100-more', { format: 'raw', size: '4' }), 'local:100/vm-100-more.raw')
  await assert.rejects(create('vm-100-data.raw'), says(/volume 'local:100\/vm-100-data.raw' already exists/))
  await assert.rejects(create('vm-101-x.raw'), says(/illegal name 'vm-101-x.raw'/))
  await assert.rejects(create('vm-100-x.raw', { format: 'qcow2' }), says(/does not have the format/, 400))
  await assert.rejects(create('vm-100-x.raw', { size: '0' }), says(/is no size/, 400))
  const info = (await api('GET', volume, { ...at, volume: 'local:100/vm-100-more.raw' })) as Record<string, unknown>
  assert.deepEqual([info['size'], info['format'], info['path']], [4096, 'raw', `${bench.folder}/var/lib/vz/images/100/vm-100-more.raw`])
  await assert.rejects(api('GET', volume, { ...at, volume: 'other:100/vm-100-more.raw' }), says(/does not belong to storage 'local'/, 400))
  const log = await api('DELETE', volume, { ...at, volume: '100/vm-100-more.raw' })
  assert.deepEqual(log, ["Removed volume 'local:100/vm-100-more.raw'"])
  await assert.rejects(api('DELETE', volume, { ...at, volume: '100/vm-100-more.raw' }), says(/does not exist/))
  await assert.rejects(api('DELETE', volume, { ...at, volume: '../../etc/passwd' }), says(/unable to parse volume/))
})

test('a volume that a guest uses is not removed, and the message says which', async () => {
  await using bench = await storageBench()
  const api = callApi(bench)
  const volid = await api('POST', content, { ...at, filename: '', size: '1M', vmid: '100' })
  await bench.store.commit([{ op: 'write', path: 'nodes/pve/qemu-server/100.conf', text: `scsi0: ${String(volid)},size=1M\n` }], {
    authid: 'root@pam',
  })
  await assert.rejects(
    api('DELETE', volume, { ...at, volume: volid }),
    says(/can't remove volume 'local:100\/vm-100-disk-0.raw': it is used by virtual machine 100 \(scsi0\)/),
  )
  assert.equal(await bench.service.exists(String(volid)), true)
})

test('users see and change only what they may', async () => {
  await using bench = await storageBench()
  const api = callApi(bench)
  for (const vmid of ['100', '101']) await api('POST', content, { ...at, filename: '', size: '1M', vmid })
  await mkdir(`${bench.folder}/var/lib/vz/dump`, { recursive: true })
  const backup = 'vzdump-qemu-100-2026_01_02-03_04_05.vma.zst'
  await writeFile(`${bench.folder}/var/lib/vz/dump/${backup}`, 'x')
  await writeFile(`${bench.folder}/var/lib/vz/template/iso/a.iso`, 'x')
  const as = (...of: [string, ('VM.Audit' | 'VM.Backup' | 'Datastore.AllocateSpace' | 'Datastore.Audit' | 'Datastore.Allocate')[]][]) => ({
    privileges: Object.fromEntries(of),
  })
  const list = async (options: object) => ((await api('GET', content, at, options)) as { volid: string }[]).map(one => one.volid)
  const all = ['local:100/vm-100-disk-0.raw', 'local:101/vm-101-disk-0.raw', `local:backup/${backup}`, 'local:iso/a.iso']
  assert.deepEqual(await list({}), all)
  assert.deepEqual(await list(as(['/storage/local', ['Datastore.Audit']])), ['local:iso/a.iso'])
  assert.deepEqual(await list(as(['/storage/local', ['Datastore.Audit']], ['/vms/100', ['VM.Audit']])), all.toSpliced(1, 1))
  assert.deepEqual(await list(as(['/storage/local', ['Datastore.Allocate']])), all)
  const user = as(['/storage/local', ['Datastore.AllocateSpace']], ['/vms/100', ['VM.Audit', 'VM.Backup']])
  await assert.rejects(
    api('DELETE', volume, { ...at, volume: all[0] }, user),
    says(/Permission check failed \(\/storage\/local, Datastore.Allocate\)/, 403),
  )
  await assert.rejects(api('DELETE', volume, { ...at, volume: all[3] }, user), says(/Permission check failed/, 403))
  await assert.rejects(api('GET', volume, { ...at, volume: all[1] }, user), says(/Permission check failed/, 403))
  await api('PUT', volume, { ...at, volume: all[2], notes: 'before the upgrade', protected: '1' }, user)
  const info = (await api('GET', volume, { ...at, volume: all[2] }, user)) as Record<string, unknown>
  assert.deepEqual([info['notes'], info['protected']], ['before the upgrade', true])
  await assert.rejects(api('DELETE', volume, { ...at, volume: all[2] }, user), says(/it is protected/))
  await api('PUT', volume, { ...at, volume: all[2], protected: '0' }, user)
  await api('DELETE', volume, { ...at, volume: all[2] }, user)
  assert.deepEqual(await readdir(`${bench.folder}/var/lib/vz/dump`), [])
})

test('a user without the storage may protect a few backups of a guest', async () => {
  await using bench = await storageBench({
    config: folder => `dir: local\n\tpath ${folder}/a\n\tcontent backup\n\tmax-protected-backups 1\n`,
  })
  const api = callApi(bench)
  await bench.service.activateStorage('local')
  for (const day of ['01', '02']) await writeFile(`${bench.folder}/a/dump/vzdump-qemu-100-2026_01_${day}-00_00_00.vma`, 'x')
  const protect = (day: string) =>
    api('PUT', volume, { ...at, volume: `backup/vzdump-qemu-100-2026_01_${day}-00_00_00.vma`, protected: '1' })
  await protect('01')
  await protect('01')
  await assert.rejects(protect('02'), says(/storage 'local' allows 1 protected backups of a guest, there are 1/))
})

test('backups are pruned as the preview says', async () => {
  await using bench = await storageBench({
    config: folder => `dir: local\n\tpath ${folder}/a\n\tcontent backup\n\tprune-backups keep-last=1\n`,
  })
  const api = callApi(bench)
  await bench.service.activateStorage('local')
  const names = [
    'qemu-100-2026_01_01-00_00_00.vma.zst',
    'qemu-100-2026_01_02-00_00_00.vma.zst',
    'lxc-101-2026_01_01-00_00_00.tar.zst',
    'qemu-100-mine.vma.zst',
  ]
  for (const name of names) await writeFile(`${bench.folder}/a/dump/vzdump-${name}`, 'x')
  await writeFile(`${bench.folder}/a/dump/vzdump-qemu-100-2026_01_01-00_00_00.log`, 'x')
  await writeFile(`${bench.folder}/a/dump/vzdump-qemu-100-2026_01_01-00_00_00.vma.zst.notes`, 'x')
  const prune = '/nodes/{node}/storage/{storage}/prunebackups'
  const marks = async (more = {}) =>
    ((await api('GET', prune, { ...at, ...more })) as { mark: string; volid: string }[]).map(one => [one.volid.slice(20), one.mark])
  assert.deepEqual(await marks(), [
    ['lxc-101-2026_01_01-00_00_00.tar.zst', 'keep'],
    ['qemu-100-2026_01_01-00_00_00.vma.zst', 'remove'],
    ['qemu-100-2026_01_02-00_00_00.vma.zst', 'keep'],
    ['qemu-100-mine.vma.zst', 'renamed'],
  ])
  assert.deepEqual((await marks({ type: 'lxc', 'prune-backups': 'keep-all=1' })).length, 1)
  await assert.rejects(
    api('DELETE', prune, at, { privileges: { '/storage/local': ['Datastore.AllocateSpace'] } }),
    says(/Permission check failed/, 403),
  )
  await api('DELETE', prune, at)
  assert.deepEqual(
    await readdir(`${bench.folder}/a/dump`),
    names
      .filter(name => !name.includes('100-2026_01_01'))
      .map(name => `vzdump-${name}`)
      .toSorted(),
  )
})

test('a file is uploaded and downloaded to where its content belongs', async () => {
  await using bench = await storageBench()
  const api = callApi(bench)
  const path = `${bench.folder}/upload-1`
  await writeFile(path, 'data')
  const upload = { path, filename: 'my disc.iso', size: 4 }
  const call = (parameters: object, options: object) =>
    api('POST', '/nodes/{node}/storage/{storage}/upload', { ...at, content: 'iso', ...parameters }, options)
  await assert.rejects(call({ filename: 'x.exe' }, { upload }), says(/wrong file extension/, 400))
  await assert.rejects(call({ filename: 'x.iso' }, {}), says(/no file was sent/, 400))
  await call({ filename: 'my disc.iso' }, { upload })
  assert.equal(await readFile(`${bench.folder}/var/lib/vz/template/iso/my_disc.iso`, 'utf8'), 'data')

  const server = createServer((_, response) => response.end('other'))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`
    const fetch = (parameters: object) =>
      api('POST', '/nodes/{node}/storage/{storage}/download-url', { ...at, content: 'iso', url, ...parameters })
    await fetch({ filename: 'b.iso' })
    assert.equal((await bench.service.info('local:iso/b.iso')).size, 5)
    await assert.rejects(fetch({ filename: 'b.iso' }), says(/^refusing to override existing file '.*b.iso'$/))
    await assert.rejects(
      fetch({ filename: 'b.iso', checksum: '00', 'checksum-algorithm': 'md5' }),
      says(/^refusing to override existing file '.*b.iso': checksum mismatch/),
    )
    await fetch({ filename: 'b.iso', checksum: '795f3202b17cb6bc3d4b771d8c6c9eaf', 'checksum-algorithm': 'md5' })
    await assert.rejects(fetch({ filename: 'c.iso', compression: 'rar' }), says(/cannot be unpacked/, 400))
  } finally {
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  }
})

test('a volume is copied to another name', async () => {
  await using bench = await storageBench()
  const api = callApi(bench)
  await api('POST', content, { ...at, filename: '', size: '1M', vmid: '100' })
  await api('POST', volume, { ...at, volume: '100/vm-100-disk-0.raw', target: 'local:101/vm-101-disk-7.qcow2' })
  assert.equal((await bench.service.info('local:101/vm-101-disk-7.qcow2')).format, 'qcow2')
  const elsewhere = { ...at, volume: '100/vm-100-disk-0.raw', target: 'local:101/vm-101-disk-8.raw', target_node: 'other' }
  await assert.rejects(api('POST', volume, elsewhere), says(/only within node 'pve'/, 400))
})
