import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setGrant } from './access-config.ts'
import { parseUserConfig, writeUserConfig } from './user-cfg.ts'

const text = `# made by hand
user:root@pam:1:0:::root@example.com:Built in%3A yes::
user:joe@pve:1:1700000000:Jos%C3%A9:Doe::::
token:joe@pve!ci:0:0:for 100% sure:

group:staff:joe@pve,root@pam:The staff:
pool:dev:a pool:100,101:local:
pool:dev/inner::102::
role:Runner:VM.PowerMgmt,VM.Audit:
what:is:this
acl:1:/vms:@staff,joe@pve!ci:Runner,PVEVMUser:
acl:0:/:joe@pve:PVEAuditor:
`

test('user.cfg is read with its escapes', () => {
  const config = parseUserConfig(text)
  assert.deepEqual(config.users.get('joe@pve'), {
    enable: true,
    expire: 1700000000,
    firstname: 'José',
    lastname: 'Doe',
    email: '',
    comment: '',
    keys: '',
  })
  assert.equal(config.users.get('root@pam')?.comment, 'Built in: yes')
  assert.deepEqual(config.tokens.get('joe@pve!ci'), { expire: 0, privsep: false, comment: 'for 100% sure' })
  assert.deepEqual([...(config.pools.get('dev')?.vms ?? [])], [100, 101])
  assert.deepEqual(Object.fromEntries(config.acl.get('/vms')?.get('@staff') ?? []), { Runner: true, PVEVMUser: true })
  assert.equal(config.acl.get('/')?.get('joe@pve')?.get('PVEAuditor'), false)
})

test('an unchanged config is written back byte for byte', () => {
  const odd = `${text}user:joe@pve:0:0::::::\nacl:0:/vms:@staff:Runner:\n\n\n`
  for (const one of [text, odd, '', '\n', 'user:broken', 'acl:1:nopath:x:y:', text.trimEnd()]) {
    assert.equal(writeUserConfig(one, parseUserConfig(one)), one)
  }
})

test('an edit changes only the lines it is about', () => {
  const config = parseUserConfig(text)
  const joe = config.users.get('joe@pve')
  assert.ok(joe)
  joe.comment = 'a:b\n%'
  config.users.set('new@pve', { ...joe, expire: 0, firstname: '', lastname: '', comment: '' })
  setGrant(config, '/vms', '@staff', 'PVEVMUser', undefined)
  setGrant(config, '/', 'joe@pve', 'PVEAuditor', true)
  setGrant(config, '/pool/dev', 'new@pve', 'PVEVMAdmin', true)
  config.roles.delete('Runner')
  assert.equal(
    writeUserConfig(text, config),
    `# made by hand
user:root@pam:1:0:::root@example.com:Built in%3A yes::
user:joe@pve:1:1700000000:Jos%C3%A9:Doe::a%3Ab%0A%25:::
user:new@pve:1:0:::::::
token:joe@pve!ci:0:0:for 100% sure:

group:staff:joe@pve,root@pam:The staff:
pool:dev:a pool:100,101:local:
pool:dev/inner::102::
what:is:this
acl:1:/vms:@staff:Runner:
acl:1:/vms:joe@pve!ci:PVEVMUser,Runner:
acl:1:/:joe@pve:PVEAuditor:
acl:1:/pool/dev:new@pve:PVEVMAdmin:
`,
  )
})

test('what is written is read back the same', () => {
  const config = parseUserConfig('')
  config.users.set('a@pve', { enable: false, expire: 5, firstname: 'a:b', lastname: '%3A', email: '', comment: 'é\t☃', keys: 'x' })
  config.groups.set('g', { users: new Set(['a@pve']), comment: 'c' })
  config.tokens.set('a@pve!tk', { expire: 1, privsep: true, comment: '' })
  config.pools.set('p/q/r', { comment: '', vms: new Set([100]), storages: new Set(['local']) })
  config.roles.set('R', new Set(['VM.Audit'] as const))
  setGrant(config, '/', '@g', 'R', true)
  assert.deepEqual(parseUserConfig(writeUserConfig('', config)), config)
})
