import assert from 'node:assert/strict'
import { test } from 'node:test'
import { namedVolumes, parseGuestConfig, storageMap } from '@quorate/guest'
import type { ImageFormat } from '@quorate/storage'
import { localResources, resourceProblem } from './local-resources.ts'
import { planVolumes, type VolumeFacts } from './plan-volumes.ts'

const usual: VolumeFacts = { storage: 'local', shared: false, format: 'raw', base: false, clone: false, own: true, size: 1024, used: 100 }

function plan(config: string, facts: Readonly<Record<string, Partial<VolumeFacts>>>, target?: string) {
  return planVolumes({
    volumes: namedVolumes(parseGuestConfig(config, 'lxc')),
    facts: volid => ({ ...usual, storage: volid.split(':')[0] as string, ...facts[volid] }),
    target: storageMap(target, 'target-storage'),
    formatAt(storage, { format, size }): ImageFormat {
      if (storage === 'blocks' && size === 0) throw new Error(`storage 'blocks' has no volumes without a size`)
      return storage === 'blocks' ? 'raw' : storage === 'trees' ? 'subvol' : (format as ImageFormat)
    },
    alike: (storage, other) => storage === other,
  })
}

test('images go block by block, trees and what changes its kind file by file, and shared volumes not at all', () => {
  const config =
    'rootfs: local:100/a.raw,size=1G\nmp0: trees:subvol-100-disk-0,mp=/x\nmp1: san:vm-100-disk-0,mp=/y\nunused0: local:100/b.raw\n'
  const facts = { 'trees:subvol-100-disk-0': { format: 'subvol', size: 0 }, 'san:vm-100-disk-0': { shared: true } }
  const { moves, problems } = plan(config, facts)
  assert.deepEqual(problems, [])
  assert.deepEqual(
    moves.map(({ volid, kind, storage, format, name }) => [volid, kind, storage, format, name]),
    [
      ['local:100/a.raw', 'image', 'local', 'raw', 'a.raw'],
      ['trees:subvol-100-disk-0', 'tree', 'trees', 'subvol', 'subvol-100-disk-0'],
      ['local:100/b.raw', 'image', 'local', 'raw', 'b.raw'],
    ],
  )
  assert.deepEqual(
    plan('rootfs: local:100/a.raw\n', {}, 'trees').moves.map(({ kind, storage, format, name }) => [kind, storage, format, name]),
    [['tree', 'trees', 'subvol', undefined]],
  )
})

test('all that keeps volumes here is told together', () => {
  const config = [
    'rootfs: local:99/base-99-disk-0.raw/100/vm-100-disk-0.raw',
    'mp0: local:101/vm-101-disk-0.raw,mp=/a',
    'mp1: local:100/base-100-disk-0.raw,mp=/b',
    'mp2: local:100/kept.raw,mp=/c',
    'mp3: trees:subvol-100-disk-0,mp=/d',
    '[before]',
    'mp2: local:100/kept.raw,mp=/c',
  ].join('\n')
  const { problems } = plan(
    config,
    {
      'local:99/base-99-disk-0.raw/100/vm-100-disk-0.raw': { clone: true },
      'local:101/vm-101-disk-0.raw': { own: false },
      'local:100/base-100-disk-0.raw': { base: true },
      'trees:subvol-100-disk-0': { format: 'subvol', size: 0 },
    },
    'trees:blocks',
  )
  assert.deepEqual(
    problems.map(problem => problem.replace(/:.*/, '')).map(problem => problem.split(' ')[0]),
    ['rootfs', 'mp0', 'mp1', 'mp2', 'mp3'],
  )
  for (const [at, words] of [/linked clone/, /another guest/, /base image/, /has snapshots/, /no volumes without a size/].entries())
    assert.match(problems[at] ?? '', words)
})

test('devices and folders of the node are named, unless all nodes have the folder', () => {
  const config =
    'mp0: /srv/a,mp=/a\nmp1: /srv/b,mp=/b,shared=1\nmp2: local:100/a.raw,mp=/c\ndev0: /dev/net/tun,gid=5\n\n[pve:pending]\nmp3: /srv/d,mp=/d\n'
  const found = localResources(parseGuestConfig(config, 'lxc'))
  assert.deepEqual(
    found.map(({ key, path, kind }) => [key, path, kind]),
    [
      ['mp0', '/srv/a', 'folder'],
      ['dev0', '/dev/net/tun', 'device'],
      ['mp3', '/srv/d', 'folder'],
    ],
  )
  assert.match(found.map(resourceProblem).join(), /mp0: \/srv\/a is a folder of this node: say shared=1.*dev0: \/dev\/net\/tun is a device/)
})
