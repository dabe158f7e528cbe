import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { realHost, rootAt } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { fillTree, readTree } from '../testing/trees.ts'
import { copyTree } from './copy-tree.ts'

async function twoFolders() {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-tree-'))
  const [from, to] = [join(folder, '-from'), join(folder, '-to')]
  for (const one of [from, to]) await mkdir(one)
  const host = realHost(rootAt(folder, 'pve'), () => {})
  const options = { signal: new AbortController().signal, progress: () => {} }
  return { host, from, to, options, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}

const says = (pattern: RegExp) => (error: unknown) => error instanceof Failure && pattern.test(error.message)

test('a copy of a tree has the same owners, modes, times, attributes, links, holes and devices, whatever the names', async () => {
  await using trial = await twoFolders()
  const { host, from, to, options } = trial
  await fillTree(host, from)
  const before = await readTree(host, from)
  const told: [number, number][] = []
  await copyTree(host, from, to, { ...options, progress: (done, total) => void told.push([done, total]) })
  const withoutSocket = before.filter(line => !line.startsWith(`b'etc/socket' `))
  assert.equal(withoutSocket.length, before.length - 1)
  assert.deepEqual(await readTree(host, to), withoutSocket)
  assert.deepEqual(await readTree(host, from), before)
  const [done, total] = told.at(-1) ?? []
  assert.ok(done !== undefined && done === total)
  assert.ok(told.length < 500)
})

test('a copy that is aborted ends, and so do its programs', async () => {
  await using trial = await twoFolders()
  const { host, from, to, options } = trial
  await host.files.writeAtomic(join(from, 'data'), Buffer.alloc(8 << 20, 1))
  const controller = new AbortController()
  const copying = copyTree(host, from, to, {
    ...options,
    signal: controller.signal,
    rateMBps: 1,
    progress: () => controller.abort(),
  })
  await assert.rejects(copying, says(/aborted/))
})

test('a tree in which something is mounted is not copied', async () => {
  await using trial = await twoFolders()
  const { host, from, to, options } = trial
  await mkdir(join(from, 'proc'))
  await host.exec('mount', ['-t', 'tmpfs', 'none', join(from, 'proc')])
  try {
    await assert.rejects(copyTree(host, from, to, options), says(/-from\/proc' is mounted in it; unmount that first/))
    assert.deepEqual(await readdir(to), [])
  } finally {
    await host.exec('umount', [join(from, 'proc')])
  }
})

test('a full target is told', async () => {
  await using trial = await twoFolders()
  const { host, from, to, options } = trial
  await host.files.writeAtomic(join(from, 'data'), Buffer.alloc(8 << 20, 1))
  await host.exec('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', to])
  try {
    await assert.rejects(copyTree(host, from, to, options), says(/^no space left on the target$/))
  } finally {
    await host.exec('umount', [to])
  }
})
