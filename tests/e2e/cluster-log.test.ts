/** The cluster's log on the running product: logins and tasks, over a restart, and to whom they are shown. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { password, Product } from '../product.ts'

interface Row {
  readonly msg: string
  readonly user: string
  readonly pri: number
  readonly node: string
}

const product = new Product()
const log = (query = ''): Promise<Row[]> => product.ok('GET', `/cluster/log${query}`)

before(async () => {
  await product.start()
  await product.login()
  await product.ok('POST', '/access/users', { userid: 'ann@pve', password })
  await product.ok('PUT', '/access/acl', { path: '/storage', users: 'ann@pve', roles: 'PVEDatastoreAdmin' })
})
after(() => product.destroy())

test('logins, refused ones and tasks are in it; what was typed for a user that is none is not', async () => {
  assert.equal(await product.task('POST', '/nodes/pve/qemu', { vmid: 100, memory: 32 }), 'OK')
  for (const username of ['ann@pve', 'my-secret-password@pve']) await assert.rejects(product.login(username, 'wrong'), /401/)
  await product.login('ann@pve')
  await product.login()
  const rows = await log()
  const row = (text: string) => rows.find(({ msg }) => msg.includes(text))
  assert.match(row("successful auth for user 'ann@pve' from 127.0.0.1")?.user ?? '', /^ann@pve$/)
  assert.equal(row('authentication failure; rhost=127.0.0.1 user=ann@pve')?.pri, 3)
  assert.ok(row('authentication failure; rhost=127.0.0.1 user=(unknown)'))
  assert.doesNotMatch(JSON.stringify(rows), /my-secret-password/)
  assert.ok(rows.some(({ msg }) => /^starting task UPID:pve:.*:qmcreate:100:root@pam:$/.test(msg)))
  assert.ok(rows.some(({ msg, pri }) => /^end task UPID:pve:.*:qmcreate:100:root@pam: OK$/.test(msg) && pri === 6))
  assert.equal((await log('?max=2')).length, 2)
})

test('it is there after a restart of the product; who may not audit sees his own', async () => {
  const before = await log()
  await product.stop()
  await product.start()
  await product.login()
  const now = await log()
  for (const row of before) assert.ok(now.some(({ msg }) => msg === row.msg))
  await product.login('ann@pve')
  const own = await log()
  assert.ok(own.length >= 3)
  for (const { user } of own) assert.equal(user, 'ann@pve')
})
