import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryStore } from '@quorate/testing'
import { parseGuestConfig } from '../config/guest-config.ts'
import { addressIn } from './address-in.ts'
import { migrationSettings } from './migration-settings.ts'
import { moveConfig, settleWhereabouts } from './move-config.ts'
import { namedVolumes, renameVolumes } from './named-volumes.ts'
import { callingNode, addressOfNode } from './other-nodes.ts'
import { storageMap } from './storage-map.ts'

test('storages of the target are named for all, in pairs, or left as they are', () => {
  const of = (text?: string) => ['a1', 'b1', 'c1'].map(storageMap(text, 'targetstorage'))
  assert.deepEqual(of(), ['a1', 'b1', 'c1'])
  assert.deepEqual(of('1'), ['a1', 'b1', 'c1'])
  assert.deepEqual(of('fast'), ['fast', 'fast', 'fast'])
  assert.deepEqual(of('a1:x1,b1:y1'), ['x1', 'y1', 'c1'])
  assert.deepEqual(of('a1:x1,fast'), ['x1', 'fast', 'fast'])
  assert.throws(() => storageMap('a1:x1,a1:y1', 'targetstorage'), /Parameter verification failed/)
})

test('datacenter.cfg says how migrations go', () => {
  assert.deepEqual(migrationSettings(undefined), { insecure: false })
  assert.deepEqual(migrationSettings('migration: insecure,network=10.1.0.0/24\n'), { insecure: true, network: '10.1.0.0/24' })
  assert.deepEqual(migrationSettings('migration: type=secure\nmigration_unsecure: 1\n'), { insecure: false })
  assert.deepEqual(migrationSettings('migration_unsecure: 1\n'), { insecure: true })
})

test('the address in a network is that of exactly one card', () => {
  const card = (address: string) => ({ address, family: 'IPv4' as const, netmask: '', mac: '', internal: false, cidr: null })
  const cards = { eth0: [card('10.1.0.7'), card('192.0.2.1')], eth1: [card('10.2.0.7'), card('10.2.0.8')] }
  assert.equal(addressIn('10.1.0.0/24', 'n1', cards), '10.1.0.7')
  assert.throws(() => addressIn('10.3.0.0/24', 'n1', cards), /node 'n1' has no address in the migration network/)
  assert.throws(() => addressIn('10.2.0.0/24', 'n1', cards), /several addresses/)
})

test('volumes are found in all sections of a config, and get their new names there', () => {
  const config = parseGuestConfig(
    'scsi0: local:100/a.qcow2,size=1G\nide2: local:iso/x.iso,media=cdrom\nunused0: local:100/b.raw\n\n[snap]\nscsi0: local:100/a.qcow2,size=1G\nvmstate: local:100/s.raw\n',
  )
  const found = namedVolumes(config)
  assert.deepEqual(
    found.map(({ volid, keys, snapshots, cdrom, state }) => [volid, keys, snapshots, cdrom, state]),
    [
      ['local:100/a.qcow2', ['scsi0'], ['snap'], false, false],
      ['local:iso/x.iso', ['ide2'], [], true, false],
      ['local:100/b.raw', ['unused0'], [], false, false],
      ['local:100/s.raw', [], ['snap'], false, true],
    ],
  )
  renameVolumes(config, new Map([['local:100/a.qcow2', 'fast:100/c.qcow2']]))
  assert.equal(config.toString().match(/fast:100\/c\.qcow2,size=1G/g)?.length, 2)
})

test('the config moves only under its lock, and whoever takes the lock first has decided', async () => {
  const place = { kind: 'qemu', node: 'n1', vmid: 100 } as const
  const author = { authid: 'root@pam' }
  const locked = 'lock: migrate\nscsi0: local:100/a.raw\n'
  const there = new MemoryStore({ 'nodes/n1/qemu-server/100.conf': locked })
  await moveConfig(there, author, place, 'n2', new Map([['local:100/a.raw', 'local:100/b.raw']]))
  assert.equal(there.read('nodes/n2/qemu-server/100.conf')?.text, 'scsi0: local:100/b.raw\n')
  assert.equal(await settleWhereabouts(there, author, place, 'n2'), 'target')
  const here = new MemoryStore({ 'nodes/n1/qemu-server/100.conf': locked })
  assert.equal(await settleWhereabouts(here, author, place, 'n2'), 'source')
  await assert.rejects(moveConfig(here, author, place, 'n2', new Map()), /not locked for its migration any more/)
  const alone = new MemoryStore({ 'nodes/n1/qemu-server/100.conf': locked })
  alone.quorate = false
  await assert.rejects(settleWhereabouts(alone, author, place, 'n2'), /quorum/)
})

test('only a node calls as a node', () => {
  const caller = (address: string, more = {}) => ({ caller: { authid: 'root@pam', userid: 'root@pam', root: true, address, ...more } })
  assert.equal(callingNode(caller(addressOfNode('n1'))), 'n1')
  assert.throws(() => callingNode(caller('cli')), /nodes of the cluster among themselves/)
  assert.throws(() => callingNode(caller(addressOfNode('n1'), { root: false })), /nodes of the cluster among themselves/)
})
