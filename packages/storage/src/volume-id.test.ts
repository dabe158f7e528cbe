import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatVolumeId, parseVolumeId, tryParseVolumeId } from './volume-id.ts'

test('a volume id is read and written back unchanged', () => {
  for (const text of [
    'local:iso/debian.iso',
    'local:100/vm-100-disk-0.qcow2',
    'local:100/base-100-disk-0.qcow2/101/vm-101-disk-0.qcow2',
    'local-lvm:vm-100-disk-0',
    'nas:backup/vzdump-qemu-100-2026_01_02-03_04_05.vma.zst',
    'pbs:backup/vm/100/2026-01-02T03:04:05Z',
  ]) {
    assert.equal(formatVolumeId(parseVolumeId(text)), text)
  }
})

test('what is no volume id is refused, with the text in the message', () => {
  for (const text of [
    '',
    'none',
    'cdrom',
    '/dev/sda',
    'local',
    'local:',
    ':x',
    'x:y',
    '1local:iso/a.iso',
    'local:../../etc/shadow',
    'local:iso/../../../etc/shadow',
    'local:/etc/shadow',
    'local:iso//a.iso',
    'local:iso/./a.iso',
    'local:iso/a.iso,format=raw',
    'local:iso/a\n.iso',
    'local:iso/a\0.iso',
    'local: iso/a.iso',
    'lo cal:iso/a.iso',
    `local:${'a'.repeat(2000)}`,
  ]) {
    assert.equal(tryParseVolumeId(text), undefined, text)
    assert.throws(() => parseVolumeId(text), /unable to parse volume ID/)
  }
})
