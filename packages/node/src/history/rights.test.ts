import assert from 'node:assert/strict'
import { test } from 'node:test'
import { historyFixture } from './testing-history.ts'

const conf = 'nodes/pve/qemu-server/100.conf'
const refused = { status: 403 }
const unknown = /you may not see/
const configAll =
  'VM.Config.CDROM,VM.Config.CPU,VM.Config.Cloudinit,VM.Config.Disk,VM.Config.HWType,VM.Config.Memory,VM.Config.Network,VM.Config.Options'

const users = `${['owner', 'looker', 'auditor', 'all', 'admin', 'nobody'].map(name => `user:${name}@pve:1:0::::::\n`).join('')}
token:owner@pve!ro:0:1::
role:Owner:VM.Audit,${configAll}:
role:Modify:Sys.Modify:
acl:1:/vms/100:owner@pve:Owner:
acl:1:/vms/100:owner@pve!ro:PVEAuditor:
acl:1:/vms/100:looker@pve:PVEAuditor:
acl:1:/:auditor@pve:PVEAuditor:
acl:1:/vms:all@pve:PVEVMAdmin:
acl:1:/:admin@pve:Administrator:
`

test('who may see a guest sees its past, and nothing else', async t => {
  const f = await historyFixture(t, users)
  const revision = await f.write(conf, 'memory: 1\n')
  await f.write('nodes/pve/qemu-server/101.conf', 'memory: 1\n')
  await f.write('datacenter.cfg', 'keyboard: de\n')
  const paths = async (user: string) => (await f.as(user, 'GET', '')).map(({ path }) => path)
  for (const user of ['owner@pve', 'looker@pve', 'owner@pve!ro']) assert.deepEqual(await paths(user), [conf], user)
  assert.deepEqual(await paths('nobody@pve'), [])
  assert.deepEqual((await paths('auditor@pve')).slice(0, 4), ['datacenter.cfg', 'nodes/pve/qemu-server/101.conf', conf, 'user.cfg'])
  assert.deepEqual(await paths('all@pve'), ['nodes/pve/qemu-server/101.conf', conf])
  await f.as('looker@pve', 'GET', `/${revision}`)
  await f.as('looker@pve', 'GET', `/${revision}/text`, { path: conf })
  await assert.rejects(f.as('nobody@pve', 'GET', `/${revision}`), unknown)
  await assert.rejects(f.as('nobody@pve', 'GET', `/${revision}/text`, { path: conf }), unknown)
  await assert.rejects(f.as('looker@pve', 'GET', `/${revision}/text`, { path: 'user.cfg' }), unknown)
  await assert.rejects(f.as('nobody@pve', 'POST', `/${revision}/revert`), unknown)
})

test('the past of a guest that had the id before is for those who may see all guests', async t => {
  const f = await historyFixture(t, users)
  const before = await f.write(conf, 'description: of somebody else\n')
  const removed = await f.remove(conf)
  const now = await f.write(conf, 'memory: 1\n')
  const seen = async (user: string) => (await f.as(user, 'GET', '', { vmid: 100 })).map(({ revision }) => revision)
  assert.deepEqual(await seen('owner@pve'), [now])
  assert.deepEqual(await seen('all@pve'), [now, removed, before])
  for (const revision of [before, removed]) {
    await assert.rejects(f.as('owner@pve', 'GET', `/${revision}`), unknown)
    await assert.rejects(f.as('owner@pve', 'GET', `/${revision}/text`, { path: conf }), unknown)
  }
  await assert.rejects(f.as('owner@pve', 'GET', `/${now}/text`, { path: conf, against: before }), unknown)
})

test("texts below priv, keys and realms are for nobody; preferences are their user's", async t => {
  const f = await historyFixture(t, users)
  const secret = await f.write('priv/token.cfg', 'a secret\n')
  const realms = await f.write('domains.cfg', 'ldap: x\n')
  const preferences = await f.write('priv/preferences/looker%40pve.json', '{}', 'looker@pve')
  for (const [revision, path] of [
    [secret, 'priv/token.cfg'],
    [realms, 'domains.cfg'],
  ] as const) {
    assert.equal((await f.root('GET', `/${revision}`)).changes[0]!.diff, undefined)
    await assert.rejects(f.root('GET', `/${revision}/text`, { path }), /are secret/)
    await assert.rejects(f.root('POST', `/${revision}/revert`), /are secret/)
  }
  await assert.rejects(f.as('auditor@pve', 'GET', `/${preferences}`), unknown)
  assert.equal((await f.as('looker@pve', 'GET', '')).length, 1)
})

test('a guest goes back for who may set what differs', async t => {
  const f = await historyFixture(t, users)
  const change = async (before: string, after: string) => {
    await f.write(conf, before)
    return f.write(conf, after)
  }
  const revert = (user: string, revision: number) => f.as(user, 'POST', `/${revision}/revert`, { 'dry-run': 1 })
  const own = await change('memory: 1\n#notes\n', 'memory: 2\n')
  await revert('owner@pve', own)
  for (const user of ['looker@pve', 'owner@pve!ro', 'auditor@pve']) await assert.rejects(revert(user, own), refused, user)
  for (const [before, after] of [
    ['scsi0: local:101/vm-101-disk-0.raw\n', 'memory: 2\n'],
    ['net0: virtio,bridge=vmbr9\n', 'net0: virtio,bridge=vmbr0\n'],
    ['tags: a\n', 'tags: b\n'],
    ['memory: 1\n\n[one]\nmemory: 1\n', 'memory: 1\n'],
    ['memory: 1\n\n[one]\nmemory: 1\n', 'memory: 1\n\n[one]\nmemory: 2\n'],
  ] as const) {
    const revision = await change(before, after)
    await assert.rejects(revert('owner@pve', revision), refused, before)
    await revert('admin@pve', revision)
  }
  for (const [before, after] of [
    ['args: -device x\n', 'memory: 1\n'],
    ['hookscript: local:snippets/a\n', 'hookscript: local:snippets/b\n'],
    ['lxc.mount.entry: /etc etc\n', 'memory: 1\n'],
    ['whatever\n', 'memory: 1\n'],
    ['memory: 1\nargs: -device x\n', 'memory: 1\n\n[one]\nargs: -device x\n'],
  ] as const) {
    const revision = await change(before, after)
    for (const user of ['owner@pve', 'admin@pve']) await assert.rejects(revert(user, revision), refused, `${user} ${before}`)
    await revert('root@pam', revision)
  }
})

test('other files go back for who may edit them, and what nobody edits by the API for root alone', async t => {
  const f = await historyFixture(t, users)
  for (const [path, admins] of [
    ['datacenter.cfg', true],
    ['storage.cfg', true],
    ['mapping/pci.cfg', true],
    ['nodes/pve/config', true],
    ['jobs.cfg', false],
    ['virtual-guest/cpu-models.conf', false],
  ] as const) {
    await f.write(path, 'one\n')
    const revision = await f.write(path, 'two\n')
    const revert = (user: string) => f.as(user, 'POST', `/${revision}/revert`, { 'dry-run': 1 })
    await assert.rejects(revert('auditor@pve'), refused, path)
    if (admins) await revert('admin@pve')
    else await assert.rejects(revert('admin@pve'), refused, path)
    await revert('root@pam')
  }
})

test("who manages users does not bring back what root's were", async t => {
  const f = await historyFixture(t, users)
  await f.write('user.cfg', `${users}token:root@pam!ci:0:0::\n`)
  const separated = await f.write('user.cfg', `${users}token:root@pam!ci:0:1::\n`)
  await assert.rejects(f.as('admin@pve', 'POST', `/${separated}/revert`), refused)
  const named = await f.write('user.cfg', `${users}token:root@pam!ci:0:1::\nuser:joe@pve:1:0::::::\n`)
  await f.as('admin@pve', 'POST', `/${named}/revert`)
  assert.equal(f.text('user.cfg'), `${users}token:root@pam!ci:0:1::\n`)
})

test('a change of several files is shown in part, and taken back only by who sees all of it', async t => {
  const f = await historyFixture(t, users)
  const both = await f.store.commit(
    [
      { op: 'write', path: conf, text: 'memory: 1\n' },
      { op: 'write', path: 'datacenter.cfg', text: 'keyboard: de\n' },
    ],
    { authid: 'root@pam' },
  )
  assert.deepEqual(
    (await f.as('owner@pve', 'GET', `/${both}`)).changes.map(({ path }) => path),
    [conf],
  )
  await assert.rejects(f.as('owner@pve', 'POST', `/${both}/revert`), /also changed files that you may not see/)
})
