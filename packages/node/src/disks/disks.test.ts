import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '@quorate/contract'
import { realHost, rootAt, type Host } from '@quorate/host'
import { fakeHost } from '@quorate/testing'
import { disksApi } from '../disks.api.ts'
import type { BlockDevice } from './block-devices.ts'
import type { DiskRow } from './disk-rows.ts'

const nothing = { tran: null, vendor: null, model: null, serial: null, wwn: null, pttype: null, parttype: null, fstype: null }
const device = (name: string, more: Partial<BlockDevice>): BlockDevice => ({
  ...nothing,
  name,
  path: `/dev/${name}`,
  type: 'disk',
  size: 1 << 30,
  rota: false,
  mountpoints: [null],
  ...more,
})
const part = (name: string, more: Partial<BlockDevice>) => device(name, { type: 'part', pttype: 'gpt', ...more })

const machine: BlockDevice[] = [
  device('sda', {
    rota: true,
    vendor: 'ATA     ',
    model: 'Samsung SSD',
    serial: 'S1',
    pttype: 'gpt',
    children: [
      part('sda1', { parttype: '21686148-6449-6e6f-744e-656564454649' }),
      part('sda2', { parttype: 'C12A7328-F81F-11D2-BA4B-00A0C93EC93B', fstype: 'vfat', mountpoints: ['/boot/efi'] }),
      part('sda3', { fstype: 'LVM2_member', children: [device('pve-root', { type: 'lvm', fstype: 'ext4', mountpoints: ['/'] })] }),
    ],
  }),
  device('nvme0n1', { fstype: 'zfs_member' }),
  device('sdb', { tran: 'usb' }),
  device('sdc', { pttype: 'gpt', children: [part('sdc1', {})] }),
  device('zram0', {}),
  device('loop0', { type: 'loop' }),
]

const ata = {
  smart_status: { passed: true },
  rotation_rate: 7200,
  ata_smart_attributes: {
    table: [
      {
        id: 5,
        name: 'Reallocated_Sector_Ct',
        value: 100,
        worst: 99,
        thresh: 10,
        when_failed: '',
        flags: { string: 'PO--CK ' },
        raw: { string: '0' },
      },
      {
        id: 177,
        name: 'Wear_Leveling_Count',
        value: 93,
        worst: 93,
        thresh: 0,
        when_failed: '',
        flags: { string: 'PO--C- ' },
        raw: { string: '80' },
      },
    ],
  },
}
const nvme = {
  smart_status: { passed: false },
  nvme_smart_health_information_log: { percentage_used: 12 },
  smartctl: { output: ['a', 'b'] },
}

function machineHost() {
  const host = fakeHost()
  host.programs.script('lsblk', () => JSON.stringify({ blockdevices: machine }))
  host.programs.script('blkid', args => (args.at(-1) === '/dev/sdb' ? { code: 2 } : { code: 0, stdout: 'TYPE=ext4\n' }))
  host.programs.script('smartctl', args => {
    if (args.at(-1) === '/dev/sda') return { code: 64, stdout: JSON.stringify(ata) }
    return args.at(-1) === '/dev/nvme0n1'
      ? JSON.stringify(nvme)
      : { code: 1, stdout: '{"smartctl":{"output":["Unable to detect device type"]}}' }
  })
  return host
}

async function ask<T>(host: Host, ending: string, parameters: Record<string, unknown> = {}, canAsk = () => true): Promise<T> {
  const { handler } = disksApi({ host }, canAsk).find(({ spec }) => spec.path.endsWith(ending)) ?? assert.fail(ending)
  return (await handler({} as Call, { node: 'pve', ...parameters } as never)) as T
}

const brief = (rows: readonly DiskRow[]) => rows.map(({ devpath, used, gpt, mounted }) => [devpath, used, gpt, mounted])

test('disks are told with their use, partitions when they are asked for', async () => {
  const host = machineHost()
  assert.deepEqual(brief(await ask(host, '/list')), [
    ['/dev/sda', 'partitions', 1, 1],
    ['/dev/nvme0n1', 'ZFS', 0, 0],
    ['/dev/sdb', undefined, 0, 0],
    ['/dev/sdc', 'partitions', 1, 0],
  ])
  const all = await ask<DiskRow[]>(host, '/list', { 'include-partitions': true })
  assert.deepEqual(brief(all.filter(({ parent }) => parent === '/dev/sda')), [
    ['/dev/sda1', 'BIOS boot', 1, 0],
    ['/dev/sda2', 'EFI', 1, 1],
    ['/dev/sda3', 'LVM', 1, 1],
  ])
  assert.deepEqual(
    (await ask<DiskRow[]>(host, '/list', { type: 'unused' })).map(({ devpath }) => devpath),
    ['/dev/sdb'],
  )
  assert.deepEqual(
    (await ask<DiskRow[]>(host, '/list', { type: 'journal_disks' })).map(({ devpath }) => devpath),
    ['/dev/sda', '/dev/sdb', '/dev/sdc'],
  )
})

test('kind, names, health, turns and wear are told as far as the disk tells them', async () => {
  const [sda, nvme0, sdb] = await ask<DiskRow[]>(machineHost(), '/list')
  assert.deepEqual([sda?.type, sda?.vendor, sda?.health, sda?.rpm, sda?.wearout], ['hdd', 'ATA', 'PASSED', 7200, 93])
  assert.deepEqual([nvme0?.type, nvme0?.health, nvme0?.rpm, nvme0?.wearout], ['nvme', 'FAILED', 0, 88])
  assert.deepEqual([sdb?.type, sdb?.health, sdb?.wearout, 'model' in (sdb ?? {})], ['usb', 'UNKNOWN', 'N/A', false])
  const quiet = machineHost()
  await ask(quiet, '/list', { skipsmart: true })
  assert.deepEqual(quiet.programs.callsOf('smartctl'), [])
})

test('health comes as a table where the disk has one, else in words', async () => {
  const host = machineHost()
  const table = await ask<{ type: string; attributes: Record<string, unknown>[] }>(host, '/smart', { disk: '/dev/sda' })
  assert.equal(table.type, 'ata')
  assert.deepEqual(table.attributes[0], {
    id: '  5',
    name: 'Reallocated_Sector_Ct',
    value: 100,
    worst: 99,
    threshold: 10,
    fail: '-',
    flags: 'PO--CK',
    raw: '0',
  })
  assert.deepEqual(await ask(host, '/smart', { disk: '/dev/nvme0n1' }), { health: 'FAILED', type: 'text', text: 'a\nb' })
  assert.deepEqual(await ask(host, '/smart', { disk: '/dev/sda', healthonly: true }), { health: 'PASSED' })
  await assert.rejects(ask(host, '/smart', { disk: '/dev/loop0' }), /'\/dev\/loop0' is no disk of this node/)
  await assert.rejects(
    ask(host, '/smart', { disk: '/dev/sda' }, () => false),
    /install the package smartmontools/,
  )
})

test('the disks of this very machine are listed', async () => {
  const rows = await ask<DiskRow[]>(
    realHost(rootAt('/nonexistent', 'pve'), () => undefined),
    '/list',
    { 'include-partitions': true },
  )
  for (const { devpath, size } of rows) {
    assert.match(devpath, /^\/dev\/\w/)
    assert.ok(size > 0)
  }
})
