import assert from 'node:assert/strict'
import { chmod, copyFile, readdir, stat, symlink, writeFile, mkdir } from 'node:fs/promises'
import { test } from 'node:test'
import { Failure } from '@quorate/schema'
import { storageBench } from '../testing/storage-bench.ts'

const mib = 2 ** 20
const says = (pattern: RegExp) => (error: unknown) => {
  assert.ok(error instanceof Failure, String(error))
  const texts: string[] = []
  for (let at: unknown = error; at instanceof Error; at = at.cause) texts.push(at.message)
  assert.match(texts.join(': '), pattern)
  return true
}

test('a machine without storage.cfg has a storage that holds everything', async () => {
  await using bench = await storageBench()
  const [local] = await bench.service.statuses()
  assert.deepEqual([local?.storage, local?.type, local?.active, local?.shared], ['local', 'dir', true, false])
  assert.deepEqual(local?.content, ['images', 'rootdir', 'iso', 'vztmpl', 'backup', 'snippets', 'import'])
  assert.deepEqual(await readdir(`${bench.folder}/var/lib/vz/template`), ['cache', 'iso'])
  const [row] = await bench.service.storageRows({ hub: { values: () => new Map() }, nodes: new Map([['pve', { online: true }]]) })
  assert.deepEqual([row?.id, row?.plugintype, row?.status, row?.shared], ['storage/pve/local', 'dir', 'available', 0])
  assert.ok((row?.maxdisk ?? 0) > (row?.disk ?? 0))
})

test('a volume is created, found, grown, copied and removed by its id', async () => {
  await using bench = await storageBench()
  const { service } = bench
  const work = bench.work()
  const volid = await service.allocate(work, 'local', 100, { format: 'qcow2', sizeBytes: 2 * mib })
  assert.equal(volid, 'local:100/vm-100-disk-0.qcow2')
  assert.equal(await service.allocate(work, 'local', 100, { sizeBytes: mib }), 'local:100/vm-100-disk-1.raw')
  assert.equal(
    await service.allocate(work, 'local', 100, { sizeBytes: mib, name: 'vm-100-cloudinit.qcow2' }),
    'local:100/vm-100-cloudinit.qcow2',
  )
  const resolved = await service.resolve(volid)
  assert.deepEqual(
    [resolved.path, resolved.kind, resolved.format, resolved.vmid],
    [`${bench.folder}/var/lib/vz/images/100/vm-100-disk-0.qcow2`, 'file', 'qcow2', 100],
  )
  await service.activate([volid])
  await service.resize(volid, 4 * mib)
  const info = await service.info(volid)
  assert.deepEqual([info.size, info.format, info.vmid], [4 * mib, 'qcow2', 100])
  const copy = await service.copy(work, { volid }, 'local', 101, { format: 'raw' })
  assert.equal(copy, 'local:101/vm-101-disk-0.raw')
  assert.equal((await service.info(copy)).size, 4 * mib)
  assert.deepEqual(
    (await service.ownedBy(100)).map(row => row.volid),
    ['local:100/vm-100-cloudinit.qcow2', 'local:100/vm-100-disk-0.qcow2', 'local:100/vm-100-disk-1.raw'],
  )
  await service.free(volid)
  assert.equal(await service.exists(volid), false)
  await assert.rejects(service.info(volid), says(/^volume 'local:100\/vm-100-disk-0.qcow2' does not exist$/))
  await assert.rejects(service.activate([volid]), says(/volume 'local:100\/vm-100-disk-0.qcow2' does not exist/))
})

test('everything that was created is gone after the undo, also when the undo runs twice', async () => {
  await using bench = await storageBench()
  const { service } = bench
  const before = bench.work()
  const source = await service.allocate(before, 'local', 100, { format: 'qcow2', sizeBytes: mib })
  const work = bench.work()
  await service.allocate(work, 'local', 101, { sizeBytes: mib })
  await service.copy(work, { volid: source }, 'local', 101)
  const base = await service.makeBase(work, source)
  await service.clone(work, base, 102)
  await work.runUndo()
  assert.deepEqual(
    (await service.list('local')).map(row => row.volid),
    [source],
  )
  assert.equal((await stat((await service.resolve(source)).path)).mode & 0o777, 0o640)
})

test('the undo of a creation keeps what the config of a guest names by now, linked clones too', async () => {
  await using bench = await storageBench()
  const { service } = bench
  const base = await service.makeBase(bench.work(), await service.allocate(bench.work(), 'local', 100, { sizeBytes: mib }))
  const work = bench.work()
  const disk = await service.allocate(work, 'local', 101, { sizeBytes: mib })
  const linked = await service.clone(work, base, 101)
  const other = await service.allocate(work, 'local', 101, { sizeBytes: mib })
  await bench.store.update('nodes/pve/qemu-server/101.conf', { authid: 'root@pam' }, () => `scsi0: ${disk},size=1M\nscsi1: ${linked}\n`)
  await work.runUndo()
  assert.deepEqual([await service.exists(disk), await service.exists(linked), await service.exists(other)], [true, true, false])
})

test('a task that cannot register its undo creates nothing', async () => {
  await using bench = await storageBench()
  const { service } = bench
  const source = await service.allocate(bench.work(), 'local', 100, { format: 'qcow2', sizeBytes: mib })
  for (const failOnUndo of [1, 2]) {
    for (const create of [
      () => service.allocate(bench.work({ failOnUndo }), 'local', 101, { sizeBytes: mib }),
      () => service.copy(bench.work({ failOnUndo }), { volid: source }, 'local', 101),
    ]) {
      await assert.rejects(create(), says(/the journal cannot be written/))
    }
  }
  await assert.rejects(service.makeBase(bench.work({ failOnUndo: 1 }), source), says(/journal/))
  await assert.rejects(service.reassign(bench.work({ failOnUndo: 1 }), source, 101), says(/journal/))
  assert.deepEqual(await readdir(`${bench.folder}/var/lib/vz/images`), ['100'])
  assert.deepEqual(await readdir(`${bench.folder}/var/lib/vz/images/100`), ['vm-100-disk-0.qcow2'])
})

test('a copy that is aborted leaves nothing and says so', async () => {
  await using bench = await storageBench()
  const { service } = bench
  const source = await service.allocate(bench.work(), 'local', 100, { sizeBytes: 64 * mib })
  const { path } = await service.resolve(source)
  await bench.host.exec('qemu-io', ['-f', 'raw', '-c', 'write -P 7 0 64M', path])
  const work = bench.work()
  const copying = service.copy({ ...work, progress: () => work.abort() }, { volid: source }, 'local', 101, { format: 'qcow2', rateMBps: 8 })
  await assert.rejects(copying, says(/copy 'local:100\/vm-100-disk-0.raw' to storage 'local' for guest 101: aborted/))
  assert.deepEqual(await readdir(`${bench.folder}/var/lib/vz/images`), ['100'])
  assert.deepEqual(work.pending, [])
})

test('what a killed runner left half-done is taken away by its journal', async () => {
  await using bench = await storageBench()
  const { service } = bench
  const source = await service.allocate(bench.work(), 'local', 100, { sizeBytes: mib })
  const work = bench.work()
  // The journal as it stands when the process dies just before the volume is published.
  const died = {
    ...work,
    undo: async (action: string, args: Record<string, unknown>) => ({ ...(await work.undo(action, args)), settle: async () => {} }),
  }
  const copy = await service.copy(died, { volid: source }, 'local', 101)
  const { path } = await service.resolve(copy)
  const [partial] = work.pending
  const hidden = `${bench.folder}/var/lib/vz/images/${String(partial?.args['name'])}`
  await bench.host.files.link(path, hidden)
  await work.runUndo()
  assert.deepEqual(
    (await service.list('local')).map(row => row.volid),
    [source],
  )
  assert.deepEqual(await readdir(`${bench.folder}/var/lib/vz/images`), ['100'])
})

test('a base image with linked clones cannot be removed, and the message names them', async () => {
  await using bench = await storageBench()
  const { service } = bench
  const work = bench.work()
  const base = await service.makeBase(work, await service.allocate(work, 'local', 100, { format: 'qcow2', sizeBytes: mib }))
  assert.equal(base, 'local:100/base-100-disk-0.qcow2')
  assert.equal((await stat((await service.resolve(base)).path)).mode & 0o222, 0)
  const clone = await service.clone(work, base, 101)
  assert.equal(clone, 'local:100/base-100-disk-0.qcow2/101/vm-101-disk-0.qcow2')
  assert.equal((await service.info(clone)).parent, '100/base-100-disk-0.qcow2')
  await assert.rejects(
    service.free(base),
    says(/base volume 'local:100\/base-100-disk-0.qcow2' is still in use by linked clones: 'local:100\/base/),
  )
  await service.free(clone)
  await service.free(base)
  assert.deepEqual(await service.list('local'), [])
})

test('a volume changes its owner and gets the next free name', async () => {
  await using bench = await storageBench()
  const { service } = bench
  const work = bench.work()
  await service.allocate(work, 'local', 101, { sizeBytes: mib })
  const volid = await service.allocate(work, 'local', 100, { sizeBytes: 2 * mib })
  const moving = bench.work()
  assert.equal(await service.reassign(moving, volid, 101), 'local:101/vm-101-disk-1.raw')
  assert.deepEqual((await service.ownedBy(100)).length, 0)
  await moving.runUndo()
  assert.deepEqual(
    (await service.ownedBy(100)).map(row => row.volid),
    [volid],
  )
})

test('snapshots of qcow2 volumes are created with an undo', async () => {
  await using bench = await storageBench()
  const { service } = bench
  const volid = await service.allocate(bench.work(), 'local', 100, { format: 'qcow2', sizeBytes: mib })
  const work = bench.work()
  await service.createSnapshot(work, volid, 'one')
  assert.deepEqual(
    (await service.snapshots(volid)).map(one => one.name),
    ['one'],
  )
  assert.equal(service.supports(volid, 'snapshot'), true)
  await work.runUndo()
  assert.deepEqual(await service.snapshots(volid), [])
  const raw = await service.allocate(bench.work(), 'local', 100, { sizeBytes: mib })
  assert.equal(service.supports(raw, 'snapshot'), false)
  await assert.rejects(service.createSnapshot(work, raw, 'one'), says(/volume 'local:100\/vm-100-disk-1.raw' cannot have snapshots/))
  await assert.rejects(service.createSnapshot(work, volid, '-x'), says(/cannot name a snapshot/))
})

test('images that refer to other files of this machine are refused', async () => {
  await using bench = await storageBench()
  const { service, folder, host } = bench
  await writeFile(`${folder}/secret`, 'x'.repeat(4096))
  const make = (...args: string[]) => host.exec('qemu-img', ['create', '-q', ...args])
  await make('-f', 'qcow2', '-b', `${folder}/secret`, '-F', 'raw', `${folder}/backing.qcow2`)
  await make('-f', 'qcow2', '-o', `data_file=${folder}/data,data_file_raw=on`, `${folder}/data.qcow2`, '1M')
  await make('-f', 'vmdk', '-o', 'subformat=monolithicFlat', `${folder}/flat.vmdk`, '1M')
  await make('-f', 'vmdk', '-b', `${folder}/flat.vmdk`, '-F', 'vmdk', `${folder}/child.vmdk`)
  await writeFile(`${folder}/text.qcow2`, 'not an image')
  const header = (offset: number, value: bigint) => {
    const bytes = Buffer.alloc(512)
    bytes.write('KDMV', 'latin1')
    bytes.writeBigUInt64LE(1n, 12)
    bytes.writeBigUInt64LE(value, offset)
    return bytes
  }
  await writeFile(`${folder}/far.vmdk`, header(28, 2n ** 62n))
  await writeFile(`${folder}/short.vmdk`, header(56, 2n ** 64n - 1n))
  const cases: [string, 'raw' | 'qcow2' | 'vmdk', RegExp][] = [
    ['backing.qcow2', 'qcow2', /backing file/],
    ['data.qcow2', 'qcow2', /data in another file/],
    ['flat.vmdk', 'vmdk', /single file/],
    ['child.vmdk', 'vmdk', /refers to other files/],
    ['far.vmdk', 'vmdk', /single file/],
    ['short.vmdk', 'vmdk', /contradict each other/],
    ['text.qcow2', 'qcow2', /not a qcow2 image/],
    ['.', 'raw', /not a regular file/],
  ]
  for (const [name, format, why] of cases) {
    await assert.rejects(service.copy(bench.work(), { path: `${folder}/${name}`, format }, 'local', 100), says(why), name)
  }
  await service.activateStorage('local')
  await host.files.rename(`${folder}/backing.qcow2`, `${folder}/var/lib/vz/import/evil.qcow2`)
  await assert.rejects(
    service.copy(bench.work(), { volid: 'local:import/evil.qcow2' }, 'local', 100),
    says(/volume 'local:import\/evil.qcow2': refused/),
  )
  assert.deepEqual(await service.list('local', { content: 'images' }), [])
  await make('-f', 'vmdk', `${folder}/var/lib/vz/import/good.vmdk`, '1M')
  assert.equal(
    await service.copy(bench.work(), { volid: 'local:import/good.vmdk' }, 'local', 100, { format: 'qcow2' }),
    'local:100/vm-100-disk-0.qcow2',
  )
})

test('whatever step of a creation fails, nothing is left of it', async () => {
  let left = Number.POSITIVE_INFINITY
  await using bench = await storageBench({
    host: real => ({
      ...real,
      async exec(program, args, options) {
        left -= 1
        // Half of its effect is there already.
        if (left === 0 && ['create', 'convert'].includes(args[0] ?? ''))
          await writeFile(args.findLast(one => one.startsWith('/')) as string, 'half')
        if (left === 0) throw new Failure(`${program} failed`)
        return await real.exec(program, args, options)
      },
    }),
  })
  const { service } = bench
  await service.activateStorage('local')
  const image = `${bench.folder}/var/lib/vz/import/a.qcow2`
  await bench.host.exec('qemu-img', ['create', '-q', '-f', 'qcow2', image, '1M'])
  const source = await service.allocate(bench.work(), 'local', 100, { format: 'qcow2', sizeBytes: mib })
  const base = await service.makeBase(bench.work(), await service.allocate(bench.work(), 'local', 100, { sizeBytes: mib }))
  const before = (await service.list('local')).map(row => row.volid)
  const creations: [string, (work: ReturnType<typeof bench.work>) => Promise<unknown>][] = [
    ['allocate', work => service.allocate(work, 'local', 101, { format: 'qcow2', sizeBytes: mib })],
    ['copy', work => service.copy(work, { volid: source }, 'local', 101)],
    ['import', work => service.copy(work, { volid: 'local:import/a.qcow2' }, 'local', 101)],
    ['clone', work => service.clone(work, base, 101)],
    ['snapshot', work => service.createSnapshot(work, source, 'one')],
  ]
  for (const [name, create] of creations) {
    for (let step = 1; ; step += 1) {
      const work = bench.work()
      left = step
      const done = await create(work).then(
        () => true,
        () => false,
      )
      left = Number.POSITIVE_INFINITY
      await work.runUndo()
      assert.deepEqual(
        (await service.list('local')).map(row => row.volid),
        before,
        `${name} ${step}`,
      )
      assert.deepEqual(await readdir(`${bench.folder}/var/lib/vz/images`), ['100'], `${name} ${step}`)
      if (done) break
      assert.ok(step < 10)
    }
  }
  assert.deepEqual(await service.snapshots(source), [])
})

test('a path that is a link to a file is read, for the firmware that packages install so', async () => {
  await using bench = await storageBench()
  await writeFile(`${bench.folder}/vars.fd`, 'x'.repeat(4096))
  await symlink(`${bench.folder}/vars.fd`, `${bench.folder}/link.fd`)
  const volid = await bench.service.copy(bench.work(), { path: `${bench.folder}/link.fd`, format: 'raw' }, 'local', 100, {
    format: 'qcow2',
  })
  assert.equal((await bench.service.info(volid)).size, 4096)
})

test('an image called .img is taken for what it is, and takes the format of the storage', async () => {
  await using bench = await storageBench()
  const { service, host, folder } = bench
  await service.activateStorage('local')
  await host.exec('qemu-img', ['create', '-q', '-f', 'qcow2', `${folder}/cloud.img`, '3M'])
  for (const target of ['import', 'template/iso']) await copyFile(`${folder}/cloud.img`, `${folder}/var/lib/vz/${target}/cloud.img`)
  for (const source of [{ volid: 'local:import/cloud.img' }, { volid: 'local:iso/cloud.img' }, { path: `${folder}/cloud.img` }] as const) {
    const info = await service.info(await service.copy(bench.work(), source, 'local', 100))
    assert.deepEqual([info.format, info.size], ['raw', 3 * mib])
  }
  await host.exec('qemu-img', [
    'create',
    '-q',
    '-f',
    'qcow2',
    '-u',
    '-b',
    '/etc/passwd',
    '-F',
    'raw',
    `${folder}/var/lib/vz/template/iso/evil.img`,
    '1M',
  ])
  await assert.rejects(
    service.copy(bench.work(), { volid: 'local:iso/evil.img' }, 'local', 100),
    says(/refused, the image has a backing file/),
  )
})

test('symbolic links below the folders of a storage lead nowhere', async () => {
  await using bench = await storageBench()
  const { service, folder } = bench
  await service.activateStorage('local')
  await mkdir(`${folder}/outside`)
  await writeFile(`${folder}/outside/secret.iso`, 'secret')
  await symlink(`${folder}/outside`, `${folder}/var/lib/vz/images/100`)
  await symlink(`${folder}/outside/secret.iso`, `${folder}/var/lib/vz/template/iso/a.iso`)
  await assert.rejects(service.resolve('local:iso/a.iso'), says(/volume 'local:iso\/a.iso': refused, a symbolic link leads out/))
  await assert.rejects(service.allocate(bench.work(), 'local', 100, { sizeBytes: mib }), says(/symbolic link/))
  await assert.rejects(service.free('local:iso/a.iso'), says(/symbolic link/))
  assert.deepEqual(await service.list('local', { content: 'iso' }), [])
  assert.deepEqual(await readdir(`${folder}/outside`), ['secret.iso'])
})

test('storages that are missing, disabled, elsewhere or of a type without driver say so', async () => {
  await using bench = await storageBench({
    config: folder =>
      [
        `dir: local\n\tpath ${folder}/a\n\tcontent iso`,
        `dir: off\n\tpath ${folder}/b\n\tdisable 1`,
        `dir: far\n\tpath ${folder}/c\n\tnodes other`,
        'lvm: blocks\n\tvgname data\n',
      ].join('\n\n'),
  })
  const { service } = bench
  const create = (storage: string) => service.allocate(bench.work(), storage, 100, { sizeBytes: mib })
  await assert.rejects(create('none'), says(/^storage 'none' does not exist$/))
  await assert.rejects(create('off'), says(/^storage 'off' is disabled$/))
  await assert.rejects(create('far'), says(/^storage 'far' is not available on node 'pve'$/))
  await assert.rejects(create('blocks'), says(/^storage 'blocks' cannot be used: storages of type 'lvm' are not supported yet$/))
  await assert.rejects(create('local'), says(/^storage 'local' does not support content type 'images'; its content is 'iso'$/))
  assert.deepEqual(
    (await service.statuses()).map(one => [one.storage, one.active, one.enabled]),
    [
      ['local', true, true],
      ['off', false, false],
      ['blocks', false, true],
    ],
  )
})

test('a storage on a mount point is not used while nothing is mounted there', async () => {
  await using bench = await storageBench({ config: folder => `dir: usb\n\tpath ${folder}/usb\n\tis_mountpoint 1\n` })
  const status = await bench.service.status('usb')
  assert.equal(status.active, false)
  assert.match(status.problem ?? '', /unable to activate storage 'usb': '.*usb' is expected to be a mount point but is not mounted/)
  await assert.rejects(bench.service.allocate(bench.work(), 'usb', 100, { sizeBytes: mib }), says(/expected to be a mount point/))
  assert.equal(await bench.host.files.stat(`${bench.folder}/usb`), undefined)
})

test("a container's volumes are listed as such, a virtual machine's as images", async () => {
  await using bench = await storageBench()
  await bench.store.commit([{ op: 'write', path: 'nodes/pve/lxc/101.conf', text: '' }], { authid: 'root@pam' })
  await bench.service.allocate(bench.work(), 'local', 100, { sizeBytes: mib })
  await bench.service.allocate(bench.work(), 'local', 101, { sizeBytes: mib })
  const list = async (content: 'images' | 'rootdir') => (await bench.service.list('local', { content })).map(row => row.vmid)
  assert.deepEqual([await list('images'), await list('rootdir')], [[100], [101]])
})

test('files that cannot be read as what they claim are still listed', async () => {
  await using bench = await storageBench()
  await bench.service.activateStorage('local')
  const iso = `${bench.folder}/var/lib/vz/template/iso`
  await writeFile(`${iso}/debian.iso`, 'x'.repeat(2048))
  await writeFile(`${iso}/notes.txt`, '')
  await mkdir(`${iso}/folder.iso`)
  await mkdir(`${bench.folder}/var/lib/vz/images/100`, { recursive: true })
  await writeFile(`${bench.folder}/var/lib/vz/images/100/vm-100-disk-0.qcow2`, '')
  await chmod(`${iso}/debian.iso`, 0o444)
  assert.deepEqual(
    (await bench.service.list('local')).map(row => [row.volid, row.size, row.format]),
    [
      ['local:100/vm-100-disk-0.qcow2', 0, 'qcow2'],
      ['local:iso/debian.iso', 2048, 'iso'],
    ],
  )
})
