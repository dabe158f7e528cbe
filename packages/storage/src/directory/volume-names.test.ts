import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDirectoryName, tryReadDirectoryName } from './volume-names.ts'

test('the name of a disk says owner and format', () => {
  assert.deepEqual(tryReadDirectoryName('100/vm-100-disk-0.qcow2'), {
    text: '100/vm-100-disk-0.qcow2',
    content: 'images',
    leaf: 'vm-100-disk-0.qcow2',
    format: 'qcow2',
    vmid: 100,
    isBase: false,
  })
  assert.equal(tryReadDirectoryName('100/base-100-disk-0.raw')?.isBase, true)
})

test('the name of a linked clone names its base and belongs to the clone', () => {
  const name = tryReadDirectoryName('100/base-100-disk-0.qcow2/101/vm-101-disk-0.qcow2')
  assert.deepEqual([name?.vmid, name?.base, name?.leaf, name?.isBase], [101, '100/base-100-disk-0.qcow2', 'vm-101-disk-0.qcow2', false])
})

test('content files have the format that their ending says', () => {
  const formats = {
    'iso/debian 12.iso': 'iso',
    'iso/disk.IMG': 'iso',
    'vztmpl/debian-12-standard_12.2-1_amd64.tar.zst': 'tzst',
    'vztmpl/a.tar.gz': 'tgz',
    'backup/vzdump-qemu-100-2026_01_02-03_04_05.vma.zst': 'vma.zst',
    'backup/vzdump-lxc-100-2026_01_02-03_04_05.tar': 'tar',
    'backup/mine.tgz': 'tgz',
    'snippets/user.yaml': 'snippet',
    'import/a.ova': 'ova',
    'import/cloud.img': 'raw',
  }
  for (const [text, format] of Object.entries(formats)) assert.equal(tryReadDirectoryName(text)?.format, format, text)
})

test('the name of a backup says what was backed up and when, in local time', () => {
  const name = tryReadDirectoryName('backup/vzdump-qemu-100-2026_01_02-03_04_05.vma.zst')
  assert.deepEqual([name?.subtype, name?.vmid, name?.backupTime], ['qemu', 100, new Date(2026, 0, 2, 3, 4, 5).getTime() / 1000])
  const renamed = tryReadDirectoryName('backup/vzdump-qemu-100-before-upgrade.vma.zst')
  assert.deepEqual([renamed?.subtype, renamed?.vmid, renamed?.backupTime], ['qemu', 100, undefined])
})

test('names that lead elsewhere or mean nothing are refused', () => {
  for (const text of [
    '',
    '100',
    '100/',
    '99/vm-99-disk-0.raw',
    '100/vm-100-disk-0',
    '100/vm-100-disk-0.vhdx',
    '100/.new-abc.raw',
    '100/../101/vm-101-disk-0.raw',
    '100/vm-100-disk-0.raw/..',
    '100/a b.raw',
    '100/-x.raw',
    '100/vm-100-disk-0.qcow2/101/vm-101-disk-0.qcow2',
    '0100/vm-0100-disk-0.raw',
    'iso/.hidden.iso',
    'iso/sub/a.iso',
    'iso/../a.iso',
    'iso/a.exe',
    'backup/a.zip',
    'private/100',
    'etc/passwd',
  ]) {
    assert.equal(tryReadDirectoryName(text), undefined, text)
  }
  assert.throws(() => readDirectoryName('local', '32G'), /a new disk is 'local:<GiB>', without a unit/)
  assert.throws(() => readDirectoryName('local', 'iso/a.exe'), /unable to parse volume name 'iso\/a.exe' on storage 'local'/)
})
