import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { cannotRun } from '../testing/hand-made-container.ts'
import { makeRootArchive } from '../testing/root-archive.ts'
import { TrialNode } from '../testing/trial-node.ts'
import { restorable } from './archived-config.ts'

const skip = cannotRun()

const archived = `#notes of old
arch: amd64
hostname: old
lock: backup
memory: 256
mp0: local:100/vm-100-disk-1.raw,mp=/data,backup=1,size=32M
mp1: /srv/shared,mp=/shared
net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:07,type=veth
ostype: unmanaged
parent: before
rootfs: local:100/vm-100-disk-0.raw,size=96M
unused0: local:100/vm-100-disk-9.raw
lxc.cap.drop: sys_time

[before]
hostname: older
`

const backup = (node: TrialNode, ending: string) => {
  const name = `vzdump-lxc-100-2026_01_01-00_00_00.${ending}`
  makeRootArchive(join(node.folder, 'var/lib/vz/dump', name), { 'etc/vzdump/pct.conf': archived, 'data/kept': 'data\n' })
  return `local:backup/${name}`
}

for (const ending of ['tar.zst', 'tar.gz', 'tar.lzo', 'tar']) {
  test(`a backup packed as ${ending} becomes the container that it is of, under any number`, { skip }, async () => {
    await using node = await TrialNode.create()
    const restore = { vmid: 105, ostemplate: backup(node, ending), restore: true, storage: 'second', memory: 512, rootfs: undefined }
    assert.equal(await node.request('POST', '', restore), 'OK', node.logs.join('\n'))
    assert.equal(
      node.config(105),
      `#notes of old
arch: amd64
hostname: old
memory: 512
mp0: second:105/vm-105-disk-1.raw,mp=/data,backup=1,size=32M
mp1: /srv/shared,mp=/shared
net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:07,type=veth
ostype: unmanaged
rootfs: second:105/vm-105-disk-0.raw,size=96M
lxc.cap.drop: sys_time
`,
    )
    await node.setConfig(105, node.config(105).replaceAll(/mp1.*\n|net0.*\n|lxc.*\n/g, ''))
    assert.equal(await node.power('start', 105), 'OK', node.logs.join('\n'))
    assert.equal(await node.inside(105, 'cat', '/data/kept'), 'data')
    assert.equal(await node.inside(105, 'sh', '-c', 'ls /etc/vzdump || echo none'), 'none')
  })
}

test('a privileged backup can become an unprivileged container', { skip }, async () => {
  await using node = await TrialNode.create()
  const restore = { vmid: 105, ostemplate: backup(node, 'tar.zst'), unprivileged: true, rootfs: { volume: 'local:0' } }
  assert.equal(await node.request('POST', '', { ...restore, mp0: { volume: 'local:0', mp: '/data' } }), 'OK', node.logs.join('\n'))
  const images = join(node.folder, 'var/lib/vz/images/105')
  const [first = '', second = ''] = readdirSync(images)
  const owners = [first, second].map(name => statSync(join(images, name)).uid)
  assert.deepEqual(owners, [100_000, 100_000])
  assert.doesNotMatch(node.config(105), /mp1/)
  assert.equal(readFileSync(join(images, second, 'kept'), 'utf8'), 'data\n')
})

test('what only root gives is left out of a backup that somebody else restores', () => {
  const section = parseGuestConfig(`${archived.replace('lock', 'dev0: /dev/fuse\nhookscript: local:snippets/x\nlock')}`).current
  const call = (root: boolean) => ({ caller: { authid: 'a@pve', userid: 'a@pve', root, address: '::1' } })
  const { values, raw, notes } = restorable(section, call(false), { storage: 'other', unique: true })
  assert.deepEqual(
    [...values],
    [
      ['arch', 'amd64'],
      ['hostname', 'old'],
      ['memory', '256'],
      ['mp0', 'other:0.03125,mp=/data,backup=1'],
      ['net0', 'name=eth0,bridge=vmbr0,type=veth'],
      ['ostype', 'unmanaged'],
      ['rootfs', 'other:0.09375'],
    ],
  )
  assert.deepEqual([raw.length, notes.length], [0, 4])
  assert.equal(restorable(section, call(true), { unique: false }).values.get('mp1'), '/srv/shared,mp=/shared')
})
