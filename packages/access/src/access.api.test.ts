import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessFixture, rootCaller, userCaller } from './testing/access-fixture.ts'
import { apiClient } from './testing/api-client.ts'

const admin = userCaller('adm@pve')
const joe = userCaller('joe@pve')
const administrator = 'user:adm@pve:1:0::::::\nacl:1:/:adm@pve:PVEAdmin:\n'

async function setUp(config = '') {
  const fixture = await accessFixture(config)
  const api = apiClient(fixture.access)
  const as = (caller: typeof rootCaller) => (method: string, path: string, parameters?: Record<string, unknown>) =>
    api(caller, method, path, parameters)
  return Object.assign(fixture, { as, root: as(rootCaller), text: (path: string) => fixture.store.read(path)?.text })
}

test('a user is created, shown, changed and deleted with all that hangs on him', async () => {
  await using f = await setUp()
  await f.root('POST', '/access/groups', { groupid: 'staff', comment: 'The: staff' })
  await f.root('POST', '/access/users', { userid: 'amy@pve', password: 'amysecret', groups: 'staff', firstname: 'Amy', email: 'a@b.cd' })
  await assert.rejects(f.root('POST', '/access/users', { userid: 'amy@pve' }), /user 'amy@pve' already exists/)
  await assert.rejects(f.root('POST', '/access/users', { userid: 'x@nowhere' }), /realm 'nowhere' does not exist/)
  await assert.rejects(f.root('POST', '/access/users', { userid: 'bob@pve', groups: 'nix' }), /no such group 'nix'/)
  assert.deepEqual(await f.root('GET', '/access/users/amy@pve'), {
    enable: 1,
    expire: 0,
    firstname: 'Amy',
    email: 'a@b.cd',
    groups: ['staff'],
  })
  const login = () => f.as(userCaller(''))('POST', '/access/ticket', { username: 'amy@pve', password: 'amysecret' })
  assert.match((await login()).ticket, /^PVE:amy@pve:/)
  const { value } = await f.root('POST', '/access/users/amy@pve/token/ci', { privsep: 0 })
  assert.match(value, /^[0-9a-f-]{36}$/)
  await f.root('PUT', '/access/acl', { path: '/vms', roles: 'PVEVMUser', users: 'amy@pve', tokens: 'amy@pve!ci' })
  await f.root('PUT', '/access/users/amy@pve', { comment: 'x:y', enable: 0, groups: '' })
  await assert.rejects(login(), { status: 401 })
  assert.deepEqual(await f.root('GET', '/access/groups/staff'), { members: [], comment: 'The: staff' })
  await f.root('DELETE', '/access/users/amy@pve')
  await assert.rejects(f.root('GET', '/access/users/amy@pve'), /no such user \('amy@pve'\)/)
  assert.equal(f.text('user.cfg'), 'user:joe@pve:1:0::::::\n\ngroup:staff::The%3A staff:\n')
  assert.equal(f.text('priv/token.cfg'), '')
  assert.ok(!f.text('priv/shadow.cfg')?.includes('amy'))
  await assert.rejects(f.root('DELETE', '/access/users/root@pam'), /cannot delete user 'root@pam'/)
})

test('every change is kept with the name of who made it', async () => {
  await using f = await setUp(administrator)
  await f.as(admin)('POST', '/access/groups', { groupid: 'staff' })
  assert.equal(f.store.changesOf('user.cfg')[0]?.author.authid, 'adm@pve')
})

test('an API token authenticates, is limited, and ends with its expiry, its removal or its user', async () => {
  await using f = await setUp('acl:1:/:joe@pve:PVEAdmin:\n')
  const made = await f.as(joe)('POST', '/access/users/joe@pve/token/ci', { expire: 1_800_000_100 })
  assert.deepEqual(made, { 'full-tokenid': 'joe@pve!ci', info: { expire: 1_800_000_100, privsep: 1 }, value: made.value })
  const login = (text: string, method = 'POST') => f.access.authenticator.authenticate({ authorization: text, address: '::1' }, method)
  const caller = login(`PVEAPIToken=joe@pve!ci=${made.value}`)
  assert.deepEqual(caller, { authid: 'joe@pve!ci', userid: 'joe@pve', token: 'ci', root: false, address: '::1' })
  assert.deepEqual(login(`PVEAPIToken joe@pve!ci=${made.value}`), caller)
  assert.ok(caller)
  for (const wrong of ['joe@pve!ci=', `joe@pve!ci=${made.value}x`, `joe@pve!nix=${made.value}`, `joe@pve=${made.value}`, '', 'x']) {
    assert.throws(() => login(`PVEAPIToken=${wrong}`), { status: 401 })
  }
  assert.deepEqual(await f.as(caller)('GET', '/access/permissions'), {})
  await assert.rejects(f.as(caller)('POST', '/access/users/joe@pve/token/more', { privsep: 0 }), { status: 403 })
  await f.root('PUT', '/access/acl', { path: '/vms', roles: 'PVETemplateUser', tokens: 'joe@pve!ci' })
  assert.deepEqual(await f.as(caller)('GET', '/access/permissions', { path: '/vms/100' }), { '/vms/100': { 'VM.Audit': 1, 'VM.Clone': 1 } })
  f.clock.now += 100_000
  assert.throws(() => login(`PVEAPIToken=joe@pve!ci=${made.value}`), { status: 401 })
  assert.deepEqual(await f.root('PUT', '/access/users/joe@pve/token/ci', { delete: 'expire', comment: 'x' }), {
    comment: 'x',
    expire: 0,
    privsep: 1,
  })
  assert.ok(login(`PVEAPIToken=joe@pve!ci=${made.value}`))
  await assert.rejects(f.root('POST', '/access/users/joe@pve/token/ci'), { status: 400 })
  await f.root('PUT', '/access/users/joe@pve', { enable: 0 })
  assert.throws(() => login(`PVEAPIToken=joe@pve!ci=${made.value}`), { status: 401 })
  await f.root('DELETE', '/access/users/joe@pve/token/ci')
  assert.ok(!f.text('user.cfg')?.includes('!ci'))
})

test('nobody but root@pam gets at root@pam', async () => {
  await using f = await setUp(administrator)
  const as = f.as(admin)
  for (const [method, path, parameters] of [
    ['POST', '/access/users/root@pam/token/ci', {}],
    ['PUT', '/access/password', { userid: 'root@pam', password: 'longenough' }],
    ['POST', '/access/tfa/root@pam', { type: 'recovery' }],
    ['PUT', '/access/users/root@pam/unlock-tfa', {}],
    ['PUT', '/access/users/root@pam', { comment: 'x' }],
  ] as const) {
    await assert.rejects(as(method, path, parameters), { status: 403 }, `${method} ${path}`)
  }
})

test('a password is changed by its owner, who must know it, or by root', async () => {
  await using f = await setUp(administrator)
  const change = (caller: typeof joe, parameters: Record<string, string>) =>
    f.as(caller)('PUT', '/access/password', { userid: 'joe@pve', ...parameters })
  await assert.rejects(change(joe, { password: 'newsecret' }), { status: 400 })
  await assert.rejects(change(joe, { password: 'newsecret', 'confirmation-password': 'wrong' }), { status: 401 })
  await change(joe, { password: 'newsecret', 'confirmation-password': 'joesecret' })
  await assert.rejects(change(userCaller('who@pve'), { password: 'newsecret' }), { status: 403 })
  await change(rootCaller, { password: 'third-secret' })
  assert.ok((await f.root('POST', '/access/ticket', { username: 'joe@pve', password: 'third-secret' })).ticket)
})

test('roles are listed with the built-in ones, which cannot be changed', async () => {
  await using f = await setUp()
  await f.root('POST', '/access/roles', { roleid: 'Runner', privs: 'VM.PowerMgmt' })
  await f.root('PUT', '/access/roles/Runner', { privs: 'VM.Audit', append: 1 })
  assert.deepEqual(await f.root('GET', '/access/roles/Runner'), { 'VM.Audit': 1, 'VM.PowerMgmt': 1 })
  const rows = await f.root('GET', '/access/roles')
  assert.deepEqual(
    rows.find(row => row.roleid === 'Runner'),
    { roleid: 'Runner', special: 0, privs: 'VM.Audit,VM.PowerMgmt' },
  )
  assert.equal(rows.filter(row => row.special).length, 17)
  await assert.rejects(f.root('PUT', '/access/roles/PVEAdmin', { privs: 'VM.Audit' }), /auto-generated role 'PVEAdmin' cannot be modified/)
  await assert.rejects(f.root('POST', '/access/roles', { roleid: 'PVEMine' }), { status: 400 })
  await assert.rejects(f.root('POST', '/access/roles', { roleid: 'X2', privs: 'VM.Fly' }), { status: 400 })
  await f.root('PUT', '/access/acl', { path: '/vms', roles: 'Runner', users: 'joe@pve' })
  await f.root('DELETE', '/access/roles/Runner')
  assert.deepEqual(await f.root('GET', '/access/acl'), [])
  await assert.rejects(f.root('GET', '/access/roles/Runner'), /role 'Runner' does not exist/)
})

test('permissions are given only to those who are there, on paths that are', async () => {
  await using f = await setUp()
  const put = (change: Record<string, unknown>) =>
    f.root('PUT', '/access/acl', { path: '/vms/100', roles: 'PVEVMUser', users: 'joe@pve', ...change })
  await assert.rejects(put({ path: '/nope' }), { status: 400 })
  await assert.rejects(put({ path: '/vms/1/../2' }), { status: 400 })
  await assert.rejects(put({ roles: 'Nope' }), /role 'Nope' does not exist/)
  await assert.rejects(put({ users: 'who@pve' }), /user 'who@pve' does not exist/)
  await assert.rejects(put({ groups: 'nix' }), /group 'nix' does not exist/)
  await assert.rejects(put({ tokens: 'joe@pve!nix' }), /no such token/)
  await assert.rejects(put({ users: '' }), { status: 400 })
  await put({ path: '//vms//100/' })
  await put({ propagate: 0, roles: 'PVEAuditor' })
  assert.deepEqual(await f.root('GET', '/access/acl'), [
    { path: '/vms/100', type: 'user', ugid: 'joe@pve', roleid: 'PVEVMUser', propagate: 1 },
    { path: '/vms/100', type: 'user', ugid: 'joe@pve', roleid: 'PVEAuditor', propagate: 0 },
  ])
  await put({ delete: 1, users: 'joe@pve,gone@pve' })
  assert.match(f.text('user.cfg') ?? '', /\nacl:0:\/vms\/100:joe@pve:PVEAuditor:\n$/)
})

test('who owns an object shares no more of it than he has', async () => {
  await using f = await setUp('user:amy@pve:1:0::::::\nacl:1:/vms/100:joe@pve:PVEVMAdmin:\n')
  const put = (change: Record<string, unknown>) => f.as(joe)('PUT', '/access/acl', { path: '/vms/100', users: 'amy@pve', ...change })
  await put({ roles: 'PVEVMUser' })
  await assert.rejects(put({ roles: 'PVEAdmin' }), { status: 403 })
  await assert.rejects(put({ roles: 'PVEVMUser', path: '/vms/101' }), {
    status: 403,
    message: 'Permission check failed (/vms/101, Permissions.Modify|VM.Allocate)',
  })
  await assert.rejects(put({ roles: 'PVEVMUser', path: '/vms' }), { status: 403 })
  assert.equal((await f.as(joe)('GET', '/access/acl')).length, 2)
  assert.deepEqual(await f.as(userCaller('amy@pve'))('GET', '/access/acl'), [])
})

test('lists show what the caller may see', async () => {
  await using f = await setUp(
    `user:amy@pve:1:0::::::\ngroup:staff:amy@pve::\ngroup:other:::\nacl:1:/access/groups/staff:joe@pve:PVEUserAdmin:\n`,
  )
  const ids = async (path: string, name: 'userid' | 'groupid') => (await f.as(joe)('GET', path)).map(row => row[name])
  assert.deepEqual(await ids('/access/users', 'userid'), ['amy@pve', 'joe@pve'])
  assert.deepEqual(await ids('/access/groups', 'groupid'), ['staff'])
  assert.deepEqual(
    (await f.root('GET', '/access/users', { full: 1 })).map(row => row.groups),
    ['staff', '', ''],
  )
  await f.as(joe)('PUT', '/access/users/amy@pve', { comment: 'x' })
  await assert.rejects(f.as(joe)('PUT', '/access/users/amy@pve', { groups: 'other' }), { status: 403 })
  await assert.rejects(f.as(joe)('PUT', '/access/users/root@pam', { comment: 'x' }), { status: 403 })
  await assert.rejects(f.as(joe)('POST', '/access/users', { userid: 'new@pve', groups: 'staff' }), { status: 403 })
  await assert.rejects(f.as(joe)('GET', '/access/permissions', { userid: 'amy@pve' }), { status: 403 })
  assert.deepEqual(await f.root('GET', '/access/permissions', { userid: 'joe@pve', path: '/access/groups/staff' }), {
    '/access/groups/staff': { 'Group.Allocate': 1, 'Realm.AllocateUser': 1, 'User.Modify': 1 },
  })
})

test('pools nest, take members once, and go only when they are empty', async () => {
  await using f = await setUp('acl:1:/vms/100:joe@pve:PVEVMAdmin:\nacl:1:/pool/dev:joe@pve:PVEPoolAdmin:\n')
  await assert.rejects(f.root('POST', '/pools', { poolid: 'dev/in' }), /parent pool 'dev' does not exist/)
  await f.root('POST', '/pools', { poolid: 'dev', comment: 'c' })
  await f.root('PUT', '/access/acl', { path: '/pool/dev', roles: 'PVEPoolAdmin', users: 'joe@pve' })
  await f.root('POST', '/pools', { poolid: 'dev/in' })
  await assert.rejects(f.root('POST', '/pools', { poolid: 'dev' }), /pool 'dev' already exists/)
  await f.as(joe)('PUT', '/pools/dev', { vms: '100' })
  await assert.rejects(f.as(joe)('PUT', '/pools/dev', { vms: '101' }), { status: 403 })
  await assert.rejects(f.root('PUT', '/pools/dev', { vms: '999' }), /VM 999 does not exist/)
  await assert.rejects(f.root('PUT', '/pools', { poolid: 'dev/in', vms: '100' }), /VM 100 belongs already to pool 'dev'/)
  await f.root('PUT', '/pools', { poolid: 'dev/in', vms: '100', storage: 'local', 'allow-move': 1 })
  assert.deepEqual(await f.root('GET', '/pools', { poolid: 'dev/in', type: 'qemu' }), [
    { poolid: 'dev/in', members: [{ id: 'qemu/100', node: 'pve', type: 'qemu', vmid: 100 }] },
  ])
  assert.deepEqual(await f.as(joe)('GET', '/pools/dev'), { comment: 'c', members: [] })
  await assert.rejects(f.root('DELETE', '/pools/dev'), /contains pool 'dev\/in'/)
  await assert.rejects(f.root('DELETE', '/pools', { poolid: 'dev/in' }), /is not empty \(contains VMs 100\)/)
  await f.root('PUT', '/pools', { poolid: 'dev/in', vms: '100', storage: 'local', delete: 1 })
  await assert.rejects(f.root('PUT', '/pools', { poolid: 'dev/in', vms: '100', delete: 1 }), /not a pool member/)
  await f.root('DELETE', '/pools', { poolid: 'dev/in' })
  await f.root('DELETE', '/pools/dev')
  assert.deepEqual(await f.root('GET', '/pools'), [])
  assert.equal(f.text('user.cfg'), 'user:joe@pve:1:0::::::\nacl:1:/vms/100:joe@pve:PVEVMAdmin:\n')
})

test('realms are kept and changed with their digest; the built-in ones stay', async () => {
  await using f = await setUp()
  const ldap = {
    realm: 'corp',
    type: 'ldap',
    server1: 'ldap.example.com',
    base_dn: 'dc=x',
    user_attr: 'uid',
    password: 'bindsecret',
    tfa: 'type=oath',
    default: 1,
  }
  await assert.rejects(f.root('POST', '/access/domains', { ...ldap, base_dn: undefined, user_attr: undefined }), { status: 400 })
  await assert.rejects(f.root('POST', '/access/domains', { ...ldap, 'check-connection': 1 }), { status: 501 })
  await f.root('POST', '/access/domains', ldap)
  assert.ok(!f.text('domains.cfg')?.includes('bindsecret'))
  assert.equal(f.text('priv/realm/corp.pw'), 'bindsecret')
  assert.deepEqual(
    (await f.as(userCaller(''))('GET', '/access/domains')).map(row => [row.realm, row.tfa, row.default]),
    [
      ['corp', 'oath', 1],
      ['pam', undefined, undefined],
      ['pve', undefined, undefined],
    ],
  )
  const { digest, ...shown } = await f.root('GET', '/access/domains/corp')
  assert.deepEqual(shown, { type: 'ldap', server1: 'ldap.example.com', base_dn: 'dc=x', user_attr: 'uid', tfa: 'type=oath', default: 1 })
  await f.root('PUT', '/access/domains/corp', { comment: 'x', delete: 'tfa', digest })
  await assert.rejects(
    f.root('PUT', '/access/domains/corp', { comment: 'y', digest }),
    /detected modified configuration - file changed by other user/,
  )
  await assert.rejects(f.root('PUT', '/access/domains/corp', { delete: 'server1' }), { status: 400 })
  await f.root('PUT', '/access/domains/pve', { default: 1 })
  assert.equal((await f.root('GET', '/access/domains/corp')).default, undefined)
  await assert.rejects(f.root('DELETE', '/access/domains/pam'), /it is built in/)
  await f.root('DELETE', '/access/domains/corp')
  assert.equal(f.text('priv/realm/corp.pw'), undefined)
})

test('second factors are managed by their owner, who proves himself, and are never shown', async () => {
  await using f = await setUp()
  const uri = 'otpauth://totp/x?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
  await assert.rejects(f.as(joe)('POST', '/access/tfa/joe@pve', { type: 'recovery' }), { status: 400 })
  await assert.rejects(f.as(joe)('POST', '/access/tfa/joe@pve', { type: 'webauthn', password: 'joesecret' }), { status: 501 })
  await assert.rejects(f.as(joe)('POST', '/access/tfa/joe@pve', { type: 'totp', password: 'joesecret', totp: uri, value: '000000' }), {
    status: 400,
  })
  const { recovery } = await f.as(joe)('POST', '/access/tfa/joe@pve', { type: 'recovery', password: 'joesecret' })
  assert.equal(recovery.length, 10)
  assert.ok(!f.text('priv/tfa.cfg')?.includes(recovery[0] ?? '?'))
  const rows = await f.as(joe)('GET', '/access/tfa')
  assert.deepEqual(rows, [
    { userid: 'joe@pve', entries: [{ id: 'recovery', type: 'recovery', description: '', created: 1_800_000_000, enable: 1 }] },
  ])
  assert.deepEqual(await f.as(joe)('GET', '/access/users/joe@pve/tfa', { multiple: 1 }), { types: ['recovery'] })
  assert.equal((await f.root('GET', '/access/users')).find(row => row.userid === 'joe@pve')?.keys, 'x')
  await assert.rejects(f.as(userCaller('amy@pve'))('GET', '/access/tfa/joe@pve'), { status: 403 })
  await f.as(joe)('DELETE', '/access/tfa/joe@pve/recovery', { password: 'joesecret' })
  assert.equal(f.text('priv/tfa.cfg'), '{"users":{}}\n')
  assert.equal(await f.root('PUT', '/access/users/joe@pve/unlock-tfa'), 0)
})

test('a console ticket is checked with the privileges of its user', async () => {
  await using f = await setUp('acl:1:/vms/100:joe@pve:PVEVMUser:\n')
  const { issueVncTicket } = await import('./index.ts')
  const grant = { authid: 'joe@pve', path: '/vms/100', port: 5900 }
  const vncticket = issueVncTicket(f.access.keys, grant, f.clock.now)
  const check = (more: object) => f.as(userCaller(''))('POST', '/access/vncticket', { ...grant, vncticket, privs: 'VM.Console', ...more })
  assert.equal(await check({}), null)
  await assert.rejects(check({ port: 5901 }), { status: 401 })
  await assert.rejects(check({ privs: 'VM.Allocate' }), { status: 403 })
})

test('whoever is not logged in is refused, and whoever is not root gets nothing that names no permission', async () => {
  await using f = await setUp()
  const { authorizer } = f.access
  assert.throws(() => authorizer.check({ kind: 'user' }, userCaller(''), {}), { status: 401 })
  assert.throws(() => authorizer.check(undefined, userCaller(''), {}), { status: 401 })
  assert.throws(() => authorizer.check(undefined, joe, {}), { status: 403, message: 'Permission check failed (user != root@pam)' })
  authorizer.check(undefined, rootCaller, {})
  authorizer.check({ kind: 'world' }, userCaller(''), {})
})
