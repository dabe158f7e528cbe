import assert from 'node:assert/strict'
import { test } from 'node:test'
import { namedVolumes, parseGuestConfig } from '@quorate/guest'
import { localResources } from './local-resources.ts'
import { planVolumes, type VolumeFacts } from './plan-volumes.ts'

const usual: VolumeFacts = {
  storage: 'local',
  shared: false,
  format: 'qcow2',
  isFile: true,
  base: false,
  clone: false,
  own: true,
  size: 1024,
}

function plan(text: string, more: { facts?: Partial<VolumeFacts>; running?: boolean; withLocalDisks?: boolean; asFiles?: boolean } = {}) {
  const { running = false, withLocalDisks = false, asFiles = true } = more
  const { moves, problems } = planVolumes({
    volumes: namedVolumes(parseGuestConfig(text)),
    facts: () => ({ ...usual, ...more.facts }),
    storage: () => ({ asFiles, formats: asFiles ? ['raw', 'qcow2'] : ['raw'] }),
    target: storage => storage,
    running,
    inUse: new Set(['scsi0', 'tpmstate0']),
    withLocalDisks,
  })
  return { moves: moves.map(({ kind, keys, name }) => [kind, ...keys, name]), problems: problems.join('; ') }
}

const disk = 'scsi0: local:100/vm-100-disk-0.qcow2\n'

test('what all nodes share stays; what a node has for itself travels as it can', () => {
  assert.deepEqual(plan(disk, { facts: { shared: true }, running: true }), { moves: [], problems: '' })
  assert.deepEqual(plan(disk).moves, [['copy', 'scsi0', 'vm-100-disk-0.qcow2']])
  assert.deepEqual(plan(disk, { running: true, withLocalDisks: true }).moves, [['mirror', 'scsi0', 'vm-100-disk-0.qcow2']])
  assert.deepEqual(plan('tpmstate0: local:100/vm-100-disk-1.qcow2\n', { running: true, withLocalDisks: true }).moves[0]?.[0], 'empty')
  assert.deepEqual(plan(disk, { asFiles: false }).moves, [['copy', 'scsi0', 'vm-100-disk-0']])
})

test('snapshots come along in a file, and not while it runs', () => {
  const text = `${disk}\n[snap]\n${disk}`
  assert.deepEqual(plan(text).moves, [['file', 'scsi0', 'vm-100-disk-0.qcow2']])
  assert.match(plan(text, { asFiles: false }).problems, /can come along only as a qcow2 file/)
  assert.match(plan(text, { running: true, withLocalDisks: true }).problems, /cannot come along while the VM runs/)
})

test('what cannot travel is named with what can be done', () => {
  assert.match(plan(disk, { running: true }).problems, /scsi0 .* use with-local-disks/)
  assert.match(plan(disk, { facts: { clone: true } }).problems, /linked clone/)
  assert.match(plan(disk, { facts: { base: true } }).problems, /base image/)
  assert.match(plan(disk, { facts: { own: false } }).problems, /another guest/)
  assert.match(plan('ide2: local:iso/x.iso,media=cdrom\n').problems, /ide2 .* CD image/)
})

test('devices of the node are told from those that have a name in the cluster', () => {
  const { current } = parseGuestConfig(
    'hostpci0: 01:00\nhostpci1: mapping=gpu\nusb0: host=1234:5678\nusb1: spice\nserial0: socket\nserial1: /dev/ttyS0\nsata0: /dev/sdb\nvirtiofs0: data,cache=auto\n',
  )
  const { local, mapped } = localResources(current)
  assert.deepEqual(local, ['hostpci0', 'usb0', 'serial1', 'sata0'])
  assert.deepEqual(
    [...mapped],
    [
      ['hostpci1', 'pci/gpu'],
      ['virtiofs0', 'dir/data'],
    ],
  )
})
