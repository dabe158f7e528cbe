import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { MemoryTree } from '../testing/memory-tree.ts'
import { sampleSettings } from '../testing/sample-settings.ts'
import { parseTree } from '../testing/tree-text.ts'
import type { GuestSettings } from './setup-types.ts'
import { setupAtClone, setupAtCreate, setupAtStart } from './setup.ts'

const folder = join(import.meta.dirname, 'golden')
const settings = sampleSettings['static']!

const networkFiles = /^\/etc\/(?:network|systemd\/network|sysconfig|NetworkManager|netplan|conf\.d|init\.d|runlevels)\//

function networkOf(tree: MemoryTree): string[] {
  return tree.entries().filter(line => networkFiles.test(line) && !line.includes('"directory"'))
}

for (const file of globSync('*/*.tree', { cwd: folder })) {
  test(`${file.replace('.tree', '')} follows every change of its settings`, () => {
    const text = readFileSync(join(folder, file), 'utf8')
    for (const first of Object.values(sampleSettings)) {
      const tree = parseTree(text)
      tree.apply(setupAtStart(tree, first))
      const before = networkOf(tree)
      for (const second of Object.values(sampleSettings)) {
        const change = (from: GuestSettings, to: GuestSettings) => ({ ...to, formerCards: from.nets.map(({ name }) => name) })
        for (const settings of [change(first, second), change(second, first)]) {
          tree.apply(setupAtStart(tree, settings))
          assert.deepEqual(setupAtStart(tree, settings), [])
        }
        // What a person added to a stanza goes with it.
        if (!file.includes('grown')) assert.deepEqual(networkOf(tree), before)
      }
    }
  })
}

test('an unmanaged container is not touched, whatever is in it', () => {
  const tree = parseTree('==> /etc/os-release\nID=haiku\n')
  for (const setup of [setupAtCreate, setupAtClone, setupAtStart]) assert.deepEqual(setup(tree, { ...settings, ostype: 'unmanaged' }), [])
})

test('an empty root of a distribution that the config names is set up', () => {
  const tree = new MemoryTree()
  tree.apply(setupAtCreate(tree, { ...settings, ostype: 'debian' }))
  assert.match(tree.read('/etc/network/interfaces') ?? '', /iface eth0 inet static/)
})

test('a copy of a container gets a machine id of its own and keeps its host keys', () => {
  const id = '3f2a9c0d5b6e47818a90b1c2d3e4f506\n'
  const tree = parseTree(`==> /etc/alpine-release\n3.20.0\n==> /etc/machine-id\n${id}==> /etc/ssh/ssh_host_rsa_key\nkey\n`)
  assert.equal(tree.read('/etc/machine-id'), id)
  tree.apply(setupAtClone(tree, settings))
  assert.equal(tree.read('/etc/machine-id'), undefined)
  assert.equal(tree.read('/etc/ssh/ssh_host_rsa_key'), 'key\n')
})

test('a time zone that the container does not know is refused when it is made, and left out at a start', () => {
  const tree = parseTree('==> /etc/alpine-release\n3.20.0\n')
  assert.throws(
    () => setupAtCreate(tree, { ...settings, timezone: 'Europe/Berlin', fresh: true }),
    /no '\/usr\/share\/zoneinfo\/Europe\/Berlin'/,
  )
  for (const timezone of ['Europe/Berlin', 'host', '../../etc/passwd']) {
    tree.apply(setupAtStart(tree, { ...settings, timezone, hostTimezone: 'Europe/Berlin' }))
    assert.equal(tree.look('/etc/localtime'), undefined)
  }
})

test('what is restored is set up also where a new container would be refused', () => {
  const tree = parseTree('==> /etc/debian_version\n99.1\n')
  const restored = { ...settings, timezone: 'Europe/Berlin' }
  assert.throws(() => setupAtCreate(tree, { ...restored, fresh: true }), /unsupported/)
  tree.apply(setupAtCreate(tree, restored))
  assert.equal(tree.read('/etc/hostname'), 'ct1\n')
})

test("the host's time zone is set by its name", () => {
  const tree = parseTree('==> /etc/debian_version\n12.1\n==> /usr/share/zoneinfo/Europe/Paris\nTZif\n')
  tree.apply(setupAtStart(tree, { ...settings, timezone: 'host', hostTimezone: 'Europe/Paris' }))
  assert.equal(tree.look('/etc/localtime')?.target, '/usr/share/zoneinfo/Europe/Paris')
  assert.equal(tree.read('/etc/timezone'), 'Europe/Paris\n')
})

test('what is no text, or too large to be read, is left as it is', () => {
  const tree = parseTree('==> /etc/debian_version\n12.1\n==> /etc/hosts\n# caf\ufffd\n')
  const hidden = {
    read: (path: string) => (path === '/etc/resolv.conf' ? undefined : tree.read(path)),
    list: (path: string) => tree.list(path),
    look: (path: string) => (path === '/etc/resolv.conf' ? ({ kind: 'file', mode: 0o644 } as const) : tree.look(path)),
  }
  const paths = setupAtStart(hidden, settings).map(({ path }) => path)
  assert.deepEqual(paths, ['/etc/hostname', '/etc/network/interfaces'])
})
