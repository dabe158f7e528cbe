import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { storageBench } from '../testing/storage-bench.ts'

const img = (...args: string[]) => execFileSync('qemu-img', args)

test('images of every readable format are copied as they are, by name and by first bytes, and inside of archives', async () => {
  await using bench = await storageBench()
  const { service, folder } = bench
  await service.activateStorage('local')
  const raw = `${folder}/data.raw`
  writeFileSync(raw, Buffer.concat([randomBytes(1 << 20), Buffer.alloc(7 << 20)]))
  const imports = `${folder}/var/lib/vz/import`
  const named = ['vdi', 'vhdx', 'qcow2', 'vmdk'].map(format => [`${folder}/a.${format}`, format, []] as const)
  const stream = ['-o', 'subformat=streamOptimized']
  const sources = [
    ...named,
    [`${folder}/a.vhd`, 'vpc', ['-o', 'force_size=on']],
    [`${folder}/b.img`, 'vdi', []],
    [`${imports}/s.vmdk`, 'vmdk', stream],
  ] as const
  for (const [path, format, options] of sources) img('convert', '-f', 'raw', '-O', format, ...options, raw, path)
  execFileSync('tar', ['-C', imports, '-cf', `${imports}/x.ova`, 's.vmdk'])
  const from = [
    ...sources.slice(0, -1).map(([path]) => ({ path })),
    { volid: 'local:import/s.vmdk' },
    { volid: 'local:import/x.ova/s.vmdk' },
  ]
  for (const source of from) {
    const { path } = await service.info(await service.copy(bench.work(), source, 'local', 100, { format: 'raw' }))
    assert.ok(
      readFileSync(path)
        .subarray(0, 8 << 20)
        .equals(readFileSync(raw)),
      JSON.stringify(source),
    )
  }
})

test('an image or archive that is not what it should be is refused in one sentence, with nothing left', async () => {
  await using bench = await storageBench()
  const { service, folder } = bench
  await service.activateStorage('local')
  const imports = `${folder}/var/lib/vz/import`
  img('create', '-q', '-f', 'raw', `${folder}/base.raw`, '1M')
  img('create', '-q', '-f', 'qcow2', '-b', `${folder}/base.raw`, '-F', 'raw', `${imports}/over.qcow2`)
  img('create', '-q', '-f', 'vmdk', '-o', 'subformat=monolithicFlat', `${imports}/flat.vmdk`, '1M')
  img('convert', '-f', 'raw', '-O', 'vmdk', '-o', 'subformat=streamOptimized', `${folder}/base.raw`, `${imports}/end.vmdk`)
  const bytes = readFileSync(`${imports}/end.vmdk`)
  // The header at the end is the one that counts, and it has its descriptor elsewhere.
  const last = Buffer.from(bytes.subarray(0, 512))
  last.writeBigUInt64LE(7n, 28)
  bytes.writeBigUInt64LE(0xffff_ffff_ffff_ffffn, 56)
  writeFileSync(`${imports}/end.vmdk`, Buffer.concat([bytes, Buffer.alloc(512), last, Buffer.alloc(512)]))
  execFileSync('tar', ['-C', imports, '-cf', `${imports}/x.ova`, 'over.qcow2'])
  const bad = [
    ['local:import/over.qcow2', /has a backing file/],
    ['local:import/x.ova/over.qcow2', /has a backing file/],
    ['local:import/x.ova/none.vmdk', /the archive has no such file/],
    ['local:import/x.ova', /is no disk image/],
    ['local:import/flat.vmdk', /not a VMDK image in a single file/],
    ['local:import/end.vmdk', /contradict each other/],
  ] as const
  for (const [volid, reason] of bad) {
    await assert.rejects(
      service.copy(bench.work(), { volid }, 'local', 100),
      (error: Error) => reason.test(`${error.message} ${(error.cause as Error)?.message}`),
      volid,
    )
  }
  await assert.rejects(service.copy(bench.work(), { path: `${folder}/gone.vdi` }, 'local', 100))
  await assert.rejects(service.free('local:import/x.ova/over.qcow2'), /is part of an archive/)
  assert.deepEqual(await service.list('local', { content: 'images' }), [])
})
