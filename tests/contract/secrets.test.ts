import assert from 'node:assert/strict'
import { readdirSync, readFileSync, readlinkSync, statSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { allEndpoints } from '@quorate/contract'
import { password, Product } from '../product.ts'
import { childrenOf } from './processes.ts'
import { sendCall } from './send-call.ts'
import { validCall } from './valid-call.ts'

const product = new Product()
const joe = new Product()
/** Known in the clear to nobody but those who gave them. */
const hashed = { root: password, user: 'a-password-of-joe', cloudInit: 'a-password-of-a-guest' }
/** Stands in the config in the clear, because Windows has no use for a hash. */
const inClear = 'a-password-of-windows'
/** Kept in the clear, for the product itself to use: only in private files. */
const kept: Record<string, string> = { realm: 'a-password-of-a-directory' }
/** Of a session: kept nowhere at all. */
const passing: Record<string, string> = { inGuest: 'a-password-inside-a-guest' }

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

/** Nothing of ours is written into the memory of a guest, which is mostly a large hole. */
const contains = ({ name, stats }: Found, secret: string) =>
  stats.size < 64 << 20 && readFileSync(join(product.root, name)).includes(secret)

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
  const windows = {
    vmid: 101,
    kvm: 0,
    memory: 32,
    ostype: 'win10',
    cipassword: inClear,
    ide2: 'local:cloudinit',
    vga: 'qxl',
    scsi0: 'local:0.0625,format=qcow2',
  }
  assert.equal(await product.task('POST', '/nodes/pve/qemu', windows), 'OK')
  assert.equal(await product.task('POST', '/nodes/pve/qemu/101/status/start'), 'OK')
  assert.equal(await product.task('POST', '/nodes/pve/qemu/101/snapshot', { snapname: 'one', vmstate: 1 }), 'OK')
  const spice = await joe.ok('POST', '/nodes/pve/qemu/101/spiceproxy', {})
  passing.spice = spice.password
  passing.spiceTicket = spice.host
  await joe.api('POST', '/nodes/pve/qemu/101/agent/set-user-password', { username: 'bob', password: passing.inGuest })
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

test('disks, saved memory and what is made of passwords in the clear are not for everybody', () => {
  const files = everything().filter(({ stats }) => stats.isFile())
  const volumes = files.filter(({ name }) => name.startsWith('var/lib/vz/images/'))
  assert.ok(volumes.some(({ name }) => name.endsWith('vm-101-state-one.raw')))
  for (const { name, stats } of [...volumes, ...files.filter(file => contains(file, inClear))]) {
    assert.equal(stats.mode & 0o007, 0, `${name}: ${(stats.mode & 0o777).toString(8)}`)
  }
})

test('no output, no command line and no environment of a process holds a secret', () => {
  const guests = [100, 101].map(vmid => Number(readFileSync(join(product.root, `run/qemu-server/${vmid}.pid`), 'utf8')))
  const lines = [...childrenOf(product.pid).values(), ...guests].map(
    pid => `${readFileSync(`/proc/${pid}/cmdline`, 'utf8')} ${readFileSync(`/proc/${pid}/environ`, 'utf8')}`,
  )
  const shown = [product.output, ...lines].join('\n')
  for (const [what, secret] of Object.entries({ ...hashed, ...kept, ...passing, inClear })) assert.ok(!shown.includes(secret), what)
})

test('the answers of the API hide what was given as a secret', async () => {
  const paths = ['/nodes/pve/qemu/100/config', '/nodes/pve/qemu/100/pending', '/nodes/pve/qemu/100/cloudinit', '/access/domains/dir']
  const texts = await Promise.all(paths.map(async path => JSON.stringify(await product.ok('GET', path))))
  for (const secret of [...Object.values(hashed), ...Object.values(kept), '$6$', '$5$']) {
    for (const [at, text] of texts.entries()) assert.ok(!text.includes(secret), paths[at])
  }
})

test('whoever may only look at a guest reads no password of it, whatever he asks for', async () => {
  await product.ok('POST', '/access/users', { userid: 'ann@pve', password: 'a-password-of-ann' })
  await product.ok('PUT', '/access/acl', { path: '/', users: 'ann@pve', roles: 'PVEAuditor' })
  const ann = new Product()
  ann.port = product.port
  await ann.login('ann@pve', 'a-password-of-ann')
  let answered = 0
  for (const spec of await allEndpoints()) {
    if (spec.method !== 'GET' || !spec.path.includes('/qemu') || spec.transport !== undefined) continue
    for (const vmid of [100, 101]) {
      for (const type of ['user', 'meta', 'network']) {
        const { path, parameters } = validCall(spec, { vmid: [vmid], type: [type], snapname: ['one'], node: ['pve'] })
        for (const more of 'snapshot' in spec.parameters ? [{}, { snapshot: 'one' }, { current: 1 }] : [{}]) {
          const { status, data } = await sendCall(ann, { method: 'GET', path, parameters: { ...parameters, ...more } })
          if (status === 200) answered++
          const text = JSON.stringify(data)
          for (const secret of [inClear, hashed.cloudInit, '$6$', '$5$']) assert.ok(!text?.includes(secret), `${path} ${type}`)
        }
      }
    }
  }
  assert.ok(answered > 50, String(answered))
  for (const { revision, path } of await product.ok('GET', '/cluster/history?limit=1000')) {
    for (const asked of ['', '/text']) {
      const { data } = await sendCall(ann, {
        method: 'GET',
        path: `/cluster/history/${revision}${asked}`,
        parameters: asked ? { path, against: 0 } : {},
      })
      for (const secret of [inClear, hashed.cloudInit, '$6$', '$5$'])
        assert.ok(!JSON.stringify(data)?.includes(secret), `${revision} ${path}`)
    }
  }
  const asked = await product.ok('GET', '/nodes/pve/qemu/101/cloudinit/dump?type=meta')
  assert.ok(asked.includes(inClear), 'who may set it may see what is made of it')
  await ann.destroy()
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
