import assert from 'node:assert/strict'
import { test } from 'node:test'
import { historyFixture } from './history/testing-history.ts'

const vm = (vmid: number, node = 'pve') => `nodes/${node}/qemu-server/${vmid}.conf`
const shown = (rows: readonly { op: string; path: string }[]) => rows.map(({ op, path }) => `${op} ${path}`)

test('changes are listed newest first, with author, task and node, and narrowed by each of them', async t => {
  const f = await historyFixture(t)
  const upid = 'UPID:pve:00000001:00000002:65000000:qmconfig:100:joe@pve:'
  await f.write(vm(100), 'memory: 512\n', 'joe@pve', upid)
  await f.write('firewall/100.fw', '[OPTIONS]\n')
  await f.write(vm(1000), 'memory: 64\n')
  await f.write('storage.cfg', 'dir: a\n\tpath /a\n')
  const all = await f.root('GET', '')
  assert.deepEqual(shown(all).slice(0, 5), [
    'create storage.cfg',
    `create ${vm(1000)}`,
    'create firewall/100.fw',
    `create ${vm(100)}`,
    'create user.cfg',
  ])
  const of = async (filter: Record<string, unknown>) => shown(await f.root('GET', '', filter))
  assert.deepEqual(await of({ vmid: 100 }), ['create firewall/100.fw', `create ${vm(100)}`])
  assert.deepEqual(await of({ path: '/nodes/' }), [`create ${vm(1000)}`, `create ${vm(100)}`])
  assert.deepEqual(await of({ path: 'storage.cfg' }), ['create storage.cfg'])
  assert.deepEqual(await of({ node: 'other' }), [])
  assert.deepEqual(await of({ since: all[0]!.time + 1000 }), [])
  assert.equal((await of({ since: all.at(-1)!.time, until: all[0]!.time })).length, all.length)
  const [joes] = await f.root('GET', '', { user: 'joe@pve' })
  assert.deepEqual(joes, {
    revision: all[3]!.revision,
    time: joes!.time,
    node: 'pve',
    user: 'joe@pve',
    task: upid,
    op: 'create',
    path: vm(100),
  })
  assert.deepEqual(await of({ limit: 2, before: all[1]!.revision }), ['create firewall/100.fw', `create ${vm(100)}`])
})

test('a page ends with a whole revision', async t => {
  const f = await historyFixture(t)
  const files = ['a.cfg', 'b.cfg', 'c.cfg']
  await f.store.commit(
    files.map(path => ({ op: 'write', path, text: 'x\n' })),
    { authid: 'root@pam' },
  )
  assert.deepEqual(shown(await f.root('GET', '', { limit: 1 })), ['create c.cfg', 'create b.cfg', 'create a.cfg'])
})

test('which settings of a guest a change is about', async t => {
  const f = await historyFixture(t)
  await f.write(vm(100), 'memory: 1\n')
  await f.write(vm(100), '#note\nmemory: 2\n')
  await f.write(vm(100), `#${'long'.repeat(20_000)}\n`)
  const rows = await f.root('GET', '', { vmid: 100 })
  assert.deepEqual(
    rows.map(({ op, settings }) => [op, settings]),
    [
      ['write', undefined],
      ['write', ['description', 'memory']],
      ['create', undefined],
    ],
  )
})

test('a change is shown as a unified diff, passwords masked', async t => {
  const f = await historyFixture(t)
  const text = Array.from({ length: 12 }, (_, at) => `line${at}: x\n`).join('')
  await f.write(vm(100), `cipassword: $5$old\n${text}`)
  const revision = await f.write(vm(100), `cipassword: $5$new\n${text.replace('line9: x', 'line9: y')}`)
  const { changes } = await f.root('GET', `/${revision}`)
  assert.equal(
    changes[0]!.diff,
    `--- ${vm(100)}\n+++ ${vm(100)}\n@@ -1,4 +1,4 @@\n-cipassword: **********\n+cipassword: **********\n line0: x\n line1: x\n line2: x\n` +
      `@@ -8,6 +8,6 @@\n line6: x\n line7: x\n line8: x\n-line9: x\n+line9: y\n line10: x\n line11: x\n`,
  )
  const removed = await f.remove(vm(100))
  const gone = await f.root('GET', `/${removed}`)
  assert.match(gone.changes[0]!.diff!, /^--- nodes[^\n]*\n\+\+\+ \/dev\/null\n@@ -1,13 \+0,0 @@\n-cipassword: \*+\n/)
  await assert.rejects(f.root('GET', '/9999'), { status: 404 })
})

test('the text of a file at any time, and how two times differ', async t => {
  const f = await historyFixture(t)
  const first = await f.write(vm(100), 'cipassword: $5$a\nmemory: 1\n')
  const second = await f.write(vm(100), 'cipassword: $5$a\nmemory: 2\n')
  const moved = await f.store.commit([{ op: 'rename', from: vm(100), to: vm(100, 'other') }], { authid: 'root@pam' })
  const textAt = async (revision: number, path: string) => (await f.root('GET', `/${revision}/text`, { path })).text
  assert.equal(await textAt(first, vm(100)), 'cipassword: **********\nmemory: 1\n')
  assert.equal(await textAt(second, vm(100)), 'cipassword: **********\nmemory: 2\n')
  assert.equal(await textAt(moved, vm(100)), undefined)
  assert.equal(await textAt(moved, vm(100, 'other')), 'cipassword: **********\nmemory: 2\n')
  assert.equal(await textAt(second, vm(100, 'other')), undefined)
  assert.equal(await textAt(first - 1, vm(100)), undefined)
  const { diff } = await f.root('GET', `/${second}/text`, { path: vm(100), against: first })
  assert.match(diff!, /\n cipassword: \*+\n-memory: 1\n\+memory: 2\n$/)
})

test('a change is taken back, and that too', async t => {
  const f = await historyFixture(t)
  await f.write(vm(100), 'memory: 512\nname: a\n')
  const revision = await f.write(vm(100), 'memory: 1024\nname: a\n')
  const dry = await f.root('POST', `/${revision}/revert`, { 'dry-run': 1 })
  assert.match(dry.changes[0]!.diff!, /\n-memory: 1024\n\+memory: 512\n name: a\n$/)
  assert.equal(f.text(vm(100)), 'memory: 1024\nname: a\n')
  const made = await f.root('POST', `/${revision}/revert`, { digest: dry.digest })
  assert.equal(f.text(vm(100)), 'memory: 512\nname: a\n')
  await assert.rejects(f.root('POST', `/${revision}/revert`), /nothing to take back/)
  await f.root('POST', `/${made.revision}/revert`)
  assert.equal(f.text(vm(100)), 'memory: 1024\nname: a\n')
})

test('all files of a change go back, or none', async t => {
  const f = await historyFixture(t)
  await f.write('datacenter.cfg', 'keyboard: de\n')
  const both = await f.store.commit(
    [
      { op: 'write', path: 'datacenter.cfg', text: 'keyboard: fr\n' },
      { op: 'write', path: 'storage.cfg', text: 'dir: a\n\tpath /a\n' },
    ],
    { authid: 'root@pam' },
  )
  await f.write('storage.cfg', 'dir: a\n\tpath /b\n', 'ann@pve')
  const later = {
    message: /storage\.cfg was changed after revision \d+, by ann@pve in revision \d+: take that back first, or use 'force'/,
    status: 409,
  }
  await assert.rejects(f.root('POST', `/${both}/revert`), later)
  assert.equal(f.text('datacenter.cfg'), 'keyboard: fr\n')
  const dry = await f.root('POST', `/${both}/revert`, { 'dry-run': 1 })
  assert.deepEqual(
    dry.since.map(({ user, path }) => `${user} ${path}`),
    ['ann@pve storage.cfg'],
  )
  await f.write('storage.cfg', 'dir: a\n\tpath /c\n', 'ann@pve')
  await assert.rejects(f.root('POST', `/${both}/revert`, { force: 1, digest: dry.digest }), /file changed by other user/)
  await f.root('POST', `/${both}/revert`, { force: 1 })
  assert.equal(f.text('datacenter.cfg'), 'keyboard: de\n')
  assert.equal(f.text('storage.cfg'), undefined)
})

test('one file of several goes back by itself', async t => {
  const f = await historyFixture(t)
  await f.write('datacenter.cfg', 'keyboard: de\n')
  const both = await f.store.commit(
    [
      { op: 'write', path: 'datacenter.cfg', text: 'keyboard: fr\n' },
      { op: 'write', path: 'priv/shadow.cfg', text: 'secret' },
    ],
    { authid: 'root@pam' },
  )
  await assert.rejects(f.root('POST', `/${both}/revert`), /priv\/shadow\.cfg cannot be changed back: its contents are secret/)
  await f.root('POST', `/${both}/revert`, { path: '/datacenter.cfg' })
  assert.equal(f.text('datacenter.cfg'), 'keyboard: de\n')
  await assert.rejects(f.root('POST', `/${both}/revert`, { path: 'other.cfg' }), { status: 404 })
})

test('a file gets its name back, unless another has it', async t => {
  const f = await historyFixture(t)
  await f.write('a.cfg', 'x\n')
  const renamed = await f.store.commit([{ op: 'rename', from: 'a.cfg', to: 'b.cfg' }], { authid: 'root@pam' })
  await f.write('a.cfg', 'other\n')
  await assert.rejects(f.root('POST', `/${renamed}/revert`, { force: 1 }), /there is a file with that name/)
  await f.remove('a.cfg')
  const dry = await f.root('POST', `/${renamed}/revert`)
  assert.deepEqual(shown(dry.changes), ['rename a.cfg'])
  assert.equal(f.text('a.cfg'), 'x\n')
  assert.equal(f.text('b.cfg'), undefined)
})

test('what is more than settings of a guest is not taken back as if it were', async t => {
  const f = await historyFixture(t)
  const made = await f.write(vm(100), 'memory: 1\n')
  await assert.rejects(f.root('POST', `/${made}/revert`), /made VM 100: destroy the guest/)
  const changed = await f.write(vm(100), 'memory: 2\n')
  const moved = await f.store.commit([{ op: 'rename', from: vm(100), to: vm(100, 'other') }], { authid: 'root@pam' })
  await assert.rejects(f.root('POST', `/${moved}/revert`), /moved the config of VM 100: migrate the guest/)
  await f.root('POST', `/${changed}/revert`)
  assert.equal(f.text(vm(100, 'other')), 'memory: 1\n', 'the config is found where the guest is now')
  const locked = await f.write(vm(100, 'other'), 'memory: 1\nlock: backup\n')
  await assert.rejects(f.root('POST', `/${locked}/revert`), /VM is locked \(backup\)/)
  const free = await f.write(vm(100, 'other'), 'memory: 1\n')
  await assert.rejects(f.root('POST', `/${free}/revert`), /was locked \(backup\): that was the middle of an operation/)
  const removed = await f.remove(vm(100, 'other'))
  await f.write(vm(100), 'memory: 9\n')
  await assert.rejects(f.root('POST', `/${removed}/revert`), /there is a guest with this id on node 'pve'/)
  await assert.rejects(f.root('POST', `/${changed}/revert`, { force: 1 }), /the guest 100 of revision \d+ was removed/)
  await f.remove(vm(100))
  const back = await f.root('POST', `/${removed}/revert`)
  assert.equal(f.text(vm(100, 'other')), 'memory: 1\n')
  assert.match(back.notes[0]!, /comes back with its config only/)
  const corosync = await f.write('corosync.conf', 'totem {}\n')
  await assert.rejects(f.root('POST', `/${corosync}/revert`), /config_version/)
})

test('an edit by hand, which gives a new file the name of the old one, is an edit', async t => {
  const f = await historyFixture(t)
  await f.write(vm(100), 'memory: 1\n')
  await f.write('nodes/pve/qemu-server/100.conf.tmp', 'memory: 2\n')
  const saved = await f.store.commit(
    [
      { op: 'remove', path: vm(100) },
      { op: 'rename', from: 'nodes/pve/qemu-server/100.conf.tmp', to: vm(100) },
    ],
    { authid: 'mount' },
  )
  const { changes } = await f.root('GET', `/${saved}`)
  assert.deepEqual(shown(changes), [`write ${vm(100)}`])
  assert.match(changes[0]!.diff!, /-memory: 1\n\+memory: 2\n/)
  await f.root('POST', `/${saved}/revert`)
  assert.equal(f.text(vm(100)), 'memory: 1\n')
})

test('a running guest runs on, and the answer says so', async t => {
  const f = await historyFixture(t)
  await f.write(vm(100), 'memory: 1\n')
  const changed = await f.write(vm(100), 'memory: 2\n')
  f.store.hub.publish([{ kind: 'guest', id: '100', path: '/vms/100', data: { node: 'pve', status: 'running' } }])
  const heard = Promise.withResolvers<void>()
  using watching = f.store.hub.subscribe(() => heard.resolve())
  void watching
  if (!f.store.hub.values('guest').has('100')) await heard.promise
  const { notes } = await f.root('POST', `/${changed}/revert`)
  assert.match(notes[0]!, /VM 100 runs on as it is/)
})
