import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { realHost, rootAt, type Host } from '@quorate/host'
import type { StorageService } from '@quorate/storage'
import { planIdMap } from '../plan/id-map.ts'
import { planMounts } from '../plan/mount-points.ts'
import { readConfig } from '../plan/read-config.ts'
import { mountTree, unmountTree, type TreePlan } from './mount-tree.ts'

const skip = process.getuid?.() === 0 ? false : 'only root can mount'

interface Trial {
  readonly folder: string
  readonly root: string
  readonly services: { host: Host; storage: StorageService }
  /** A raw image with an empty ext4, whose top folder belongs to the id. */
  image(name: string, owner: number): void
  tree(name: string, owner: number): void
}

/** Volumes `st:name` are files or folders below `volumes`. */
function trial(t: TestContext): Trial {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-tree-'))
  chmodSync(folder, 0o711)
  const host = realHost(rootAt(folder, 'pve'), text => t.diagnostic(text))
  const place = (name: string) => join(folder, 'volumes', name)
  const resolve = async (volid: string) => {
    const path = place(volid.slice(3))
    const kind = lstatSync(path).isDirectory() ? 'folder' : 'file'
    return { path, kind, format: kind === 'folder' ? 'subvol' : 'raw', base: volid.includes('base-') }
  }
  mkdirSync(place(''), { recursive: true })
  t.after(async () => {
    await host.mounts.unmountBelow(join(folder, 'var'))
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    folder,
    root: join(folder, 'var/lib/lxc/100/rootfs'),
    services: { host, storage: { resolve } as unknown as StorageService },
    image(name, owner) {
      writeFileSync(place(name), '')
      truncateSync(place(name), 16 << 20)
      execFileSync('mke2fs', ['-q', '-t', 'ext4', '-E', `root_owner=${owner}:${owner}`, place(name)])
    },
    tree(name, owner) {
      mkdirSync(place(name))
      chownSync(place(name), owner, owner)
    },
  }
}

function planOf(text: string): TreePlan {
  const { config, raw } = readConfig(100, parseGuestConfig(text).current)
  return { mounts: planMounts(config), idMap: planIdMap(config, raw) }
}

const usual = { uid: [{ inside: 0, outside: 100_000, count: 65_536 }], gid: [{ inside: 0, outside: 100_000, count: 65_536 }] }

test('volumes and folders of the host are mounted in each other, with their options, and are gone afterwards', { skip }, async t => {
  const { services, root, image, tree, folder } = trial(t)
  image('root.raw', 0)
  tree('data', 0)
  mkdirSync(join(folder, 'shared/more'), { recursive: true })
  const plan = planOf(
    `rootfs: st:root.raw\nmp0: ${folder}/shared,mp=/srv/data/shared,ro=1\nmp1: st:data,mp=/srv/data,mountoptions=nosuid;noexec\n`,
  )
  await mountTree(services, 100, plan)
  assert.deepEqual(
    services.host.mounts.below(root).map(mount => [mount.mountPoint.slice(root.length), mount.options.includes('ro')]),
    [
      ['', false],
      ['/srv/data', false],
      ['/srv/data/shared', true],
    ],
  )
  assert.ok(existsSync(join(root, 'srv/data/shared/more')))
  const data = services.host.mounts.below(root)[1]
  assert.ok(data?.options.includes('nosuid') && data.options.includes('noexec'))
  await unmountTree(services, 100)
  assert.deepEqual(services.host.mounts.below(root), [])
  // The folder to mount on was made in the volume of the root, and that of mp0 in mp1.
  assert.ok(statSync(join(folder, 'volumes/data/shared')).isDirectory())
})

test('an unprivileged container finds its ids on a volume of a privileged one, and nothing is changed on it', { skip }, async t => {
  const { services, root, image, tree, folder } = trial(t)
  image('root.raw', 0)
  tree('own', 100_033)
  tree('foreign', 33)
  await mountTree(services, 100, planOf('unprivileged: 1\nrootfs: st:root.raw\nmp0: st:own,mp=/own\nmp1: st:foreign,mp=/foreign\n'))
  using files = services.host.openRoot(root, usual)
  await files.write('/new', 'text')
  assert.equal(statSync(join(root, 'new')).uid, 100_000)
  assert.deepEqual(
    ['/', '/own', '/foreign', '/new'].map(path => files.look(path)?.uid),
    [0, 33, 33, 0],
  )
  await unmountTree(services, 100)
  assert.deepEqual([statSync(join(folder, 'volumes/own')).uid, statSync(join(folder, 'volumes/foreign')).uid], [100_033, 33])
})

test('what cannot be mounted leaves nothing mounted and is told by its key', { skip }, async t => {
  const { services, root, image, folder } = trial(t)
  image('root.raw', 0)
  writeFileSync(join(folder, 'volumes/broken.raw'), Buffer.alloc(1 << 20))
  mkdirSync(join(folder, 'real'))
  symlinkSync('/etc', join(folder, 'real/link'))
  for (const [line, key] of [
    [`mp0: ${folder}/none,mp=/srv`, 'mp0'],
    ['mp1: st:broken.raw,mp=/srv', 'mp1'],
    [`mp2: ${folder}/real/link,mp=/srv`, 'mp2'],
  ] as const) {
    await assert.rejects(mountTree(services, 100, planOf(`rootfs: st:root.raw\n${line}\n`)), new RegExp(`^Failure: ${key}: `))
    assert.deepEqual(services.host.mounts.below(root), [])
  }
})

test('a link in the root file system leads no mount out of it', { skip }, async t => {
  const { services, root, tree, folder } = trial(t)
  tree('root', 0)
  tree('data', 0)
  symlinkSync('/../../../../../../tmp', join(folder, 'volumes/root/srv'))
  await mountTree(services, 100, planOf('rootfs: st:root\nmp0: st:data,mp=/srv/data\n'))
  assert.deepEqual(
    services.host.mounts.below(root).map(mount => mount.mountPoint.slice(root.length)),
    ['', '/tmp/data'],
  )
})

test('a new volume takes owner and mode of the folder that it lies over, where keepattrs says so', { skip }, async t => {
  const { services, root, tree, image, folder } = trial(t)
  tree('root', 0)
  image('data.raw', 0)
  mkdirSync(join(folder, 'volumes/root/data'), { mode: 0o700 })
  chownSync(join(folder, 'volumes/root/data'), 1000, 1001)
  const plan = planOf('rootfs: st:root\nmp0: st:data.raw,mp=/data,keepattrs=1\n')
  await mountTree(services, 100, plan)
  const { uid, gid, mode } = statSync(join(root, 'data'))
  assert.deepEqual([uid, gid, mode & 0o777], [1000, 1001, 0o700])
})
