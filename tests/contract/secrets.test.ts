import assert from 'node:assert/strict'
import { readdirSync, readFileSync, readlinkSync, statSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { password, Product } from '../product.ts'
import { childrenOf } from './processes.ts'

const product = new Product()
const joe = new Product()
/** Known in the clear to nobody but those who gave them. */
const hashed = { root: password, user: 'a-password-of-joe', cloudInit: 'a-password-of-a-guest' }
/** Kept in the clear, for the product itself to use: only in private files. */
const kept: Record<string, string> = { realm: 'a-password-of-a-directory' }
/** Of a session: kept nowhere at all. */
const passing: Record<string, string> = {}

interface Found {
  readonly name: string
  readonly stats: Stats
}

function everything(): Found[] {
  return readdirSync(product.root, { recursive: true, encoding: 'utf8' }).flatMap(name => {
    const stats = statSync(join(product.root, name), { throwIfNoEntry: false })
    return stats ? [{ name, stats }] : []
  })
}

const contains = ({ name }: Found, secret: string) => readFileSync(join(product.root, name)).includes(secret)

before(async () => {
  await product.start()
  await product.login()
  joe.port = product.port
  await product.ok('POST', '/access/users', { userid: 'joe@pve', password: hashed.user })
  kept.token = (await product.ok('POST', '/access/users/joe@pve/token/ci', { privsep: 0 })).value
  await product.ok('POST', '/access/domains', {
    realm: 'dir',
    type: 'ldap',
    base_dn: 'dc=example,dc=org',
    user_attr: 'uid',
    server1: 'ldap.example.org',
    password: kept.realm,
  })
  await product.ok('PUT', '/access/acl', { path: '/', users: 'joe@pve', roles: 'PVEAdmin' })
  await joe.login('joe@pve', hashed.user)
  passing.ticket = decodeURIComponent(joe.cookie.split('=')[1] ?? '')
  const vm = { vmid: 100, kvm: 0, memory: 32, ciuser: 'joe', cipassword: hashed.cloudInit, ide2: 'local:cloudinit', serial0: 'socket' }
  assert.equal(await product.task('POST', '/nodes/pve/qemu', vm), 'OK')
  assert.equal(await product.task('POST', '/nodes/pve/qemu/100/status/start'), 'OK')
  passing.screen = (await joe.ok('POST', '/nodes/pve/qemu/100/vncproxy', { websocket: 1 })).ticket
  passing.terminal = (await joe.ok('POST', '/nodes/pve/qemu/100/termproxy', {})).ticket
  await joe.api('GET', '/version', undefined, { authorization: `PVEAPIToken=joe@pve!ci=${kept.token}` })
  await joe.api('POST', '/access/ticket', { username: 'joe@pve', password: `${hashed.user}-wrong` })
})

after(async () => {
  await joe.destroy()
  await product.destroy()
})

test('passwords and tickets stand in no file, and what must be kept stands in private ones', () => {
  const files = everything().filter(({ stats }) => stats.isFile())
  assert.ok(files.length > 20)
  for (const [what, secret] of Object.entries({ ...hashed, ...passing })) {
    const where = files.filter(file => contains(file, secret)).map(({ name }) => name)
    assert.deepEqual(where, [], what)
  }
  for (const [what, secret] of Object.entries(kept)) {
    for (const { name, stats } of files.filter(file => contains(file, secret))) {
      assert.equal(stats.mode & 0o077, 0, `${what} in ${name}, which others may read`)
    }
  }
})

test('keys and hashes are not for everybody to read', () => {
  for (const file of everything()) {
    if (!file.stats.isFile() || (file.stats.mode & 0o004) === 0) continue
    for (const secret of ['PRIVATE KEY', '$scrypt$', '$6$', '$5$']) {
      assert.ok(!contains(file, secret), `${file.name} holds ${secret} and may be read by all`)
    }
  }
})

test('nothing can be written by others, and sockets are for their owner alone', () => {
  for (const { name, stats } of everything()) {
    if (stats.isSymbolicLink()) continue
    assert.equal(stats.mode & 0o022, 0, `${name} can be written by others: ${(stats.mode & 0o777).toString(8)}`)
    if (!stats.isSocket()) continue
    const guest = name.startsWith('run/qemu') || /\/\d+\./.test(name)
    if (!guest) assert.equal(stats.mode & 0o077, 0, name)
  }
})

test('no output, no command line and no environment of a process holds a secret', () => {
  const lines = [...childrenOf(product.pid).values()].map(
    pid => `${readFileSync(`/proc/${pid}/cmdline`, 'utf8')} ${readFileSync(`/proc/${pid}/environ`, 'utf8')}`,
  )
  const shown = [product.output, ...lines].join('\n')
  for (const [what, secret] of Object.entries({ ...hashed, ...kept, ...passing })) assert.ok(!shown.includes(secret), what)
})

test('the answers of the API hide what was given as a secret', async () => {
  const paths = ['/nodes/pve/qemu/100/config', '/nodes/pve/qemu/100/pending', '/nodes/pve/qemu/100/cloudinit', '/access/domains/dir']
  const texts = await Promise.all(paths.map(async path => JSON.stringify(await product.ok('GET', path))))
  for (const secret of [...Object.values(hashed), ...Object.values(kept), '$6$', '$5$']) {
    for (const [at, text] of texts.entries()) assert.ok(!text.includes(secret), paths[at])
  }
})

test('the web server is nobody, can become nobody else and holds no other file of the product', () => {
  const pid = childrenOf(product.pid).get('quorate-proxy') ?? assert.fail('no proxy')
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const field = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1]?.trim() ?? ''
  const ids = field('Uid').split(/\s+/)
  assert.ok(ids.every(id => id === ids[0]) && ids[0] !== '0', field('Uid'))
  assert.ok(!field('Groups').split(/\s+/).includes('0'))
  for (const set of ['CapPrm', 'CapEff', 'CapInh', 'CapAmb']) assert.match(field(set), /^0+$/, set)
  const open = readdirSync(`/proc/${pid}/fd`).map(fd => readlinkSync(`/proc/${pid}/fd/${fd}`))
  assert.deepEqual(
    open.filter(path => path.startsWith(product.root)),
    [],
  )
})

test('no signal opens the web server to a debugger', async () => {
  const pid = childrenOf(product.pid).get('quorate-proxy') ?? assert.fail('no proxy')
  process.kill(pid, 'SIGUSR1')
  await delay(300)
  assert.doesNotMatch(product.output, /[Dd]ebugger/)
  assert.equal(childrenOf(product.pid).get('quorate-proxy'), pid)
})
