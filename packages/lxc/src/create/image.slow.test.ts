import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ociTestArchive, ociTestImage } from '@quorate/storage/testing/oci'
import { cannotRun } from '../testing/hand-made-container.ts'
import { TrialNode } from '../testing/trial-node.ts'
import { imageSettings } from './image-settings.ts'

const skip = cannotRun()

const layers = [
  { files: { 'etc/a': 'one', 'etc/b': 'two', 'srv/old/deep': 'x', 'srv/kept': 'x' } },
  { files: { 'etc/.wh.a': '', 'srv/.wh..wh..opq': '', 'srv/new': 'y' }, compression: 'zstd' },
  { files: { 'etc/c': 'three', 'etc/b': 'changed' }, compression: 'none' },
] as const

test('the layers of an image become one root file system, and what it runs stands in the config', { skip }, async () => {
  await using node = await TrialNode.create()
  const cache = join(node.folder, 'var/lib/vz/template/cache')
  mkdirSync(cache, { recursive: true })
  const config = {
    Entrypoint: ['/entry.sh', 'a b'],
    Cmd: ['run'],
    Env: ['PATH=/usr/bin', 'X=a=b'],
    WorkingDir: '/srv',
    User: '1000:1001',
    StopSignal: 'SIGQUIT',
  }
  writeFileSync(join(cache, 'image.tar'), ociTestArchive(ociTestImage(layers, config)))
  const ended = await node.request('POST', '', { vmid: 100, ostemplate: 'local:vztmpl/image.tar', rootfs: { volume: 'local:0' } })
  assert.match(String(ended), /^(?:OK|WARNINGS: 1)$/, node.logs.join('\n'))
  const root = join(node.folder, 'var/lib/vz/images/100/subvol-100-disk-0.subvol')
  const there = ['etc/a', 'etc/b', 'etc/c', 'srv/old', 'srv/kept', 'srv/new', 'dev', 'proc', 'sys', 'etc/.wh.a'].map(name =>
    existsSync(join(root, name)),
  )
  assert.deepEqual(there, [false, true, true, false, false, true, true, true, true, false])
  assert.equal(readFileSync(join(root, 'etc/b'), 'utf8'), 'changed')
  const text = node.config(100)
  assert.match(text, /^entrypoint: \/entry\.sh 'a b' run$/m)
  assert.match(text, /^env: PATH=\/usr\/bin\0X=a=b$/m)
  assert.match(text, /^ostype: unmanaged$/m)
  assert.match(text, /lxc\.init\.cwd: \/srv\nlxc\.signal\.halt: SIGQUIT\nlxc\.init\.uid: 1000\nlxc\.init\.gid: 1001\n$/)
})

test('what LXC cannot be told of an image is noted', () => {
  const config = {
    os: 'linux',
    architecture: 'amd64',
    entrypoint: [],
    cmd: [`it's "both"`],
    env: [{ name: 'a-b', value: 'x' }],
    workingDir: '/',
    user: 'web',
    diffIds: [],
  }
  const { values, raw, notes } = imageSettings(config)
  assert.deepEqual([values.size, raw.length, notes.length], [0, 0, 2])
})
