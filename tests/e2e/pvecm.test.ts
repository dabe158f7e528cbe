/** A cluster made, extended, changed by hand and taken apart by its command line, on whole machines of a lab. */
import assert from 'node:assert/strict'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { X509Certificate } from 'node:crypto'
import type { Lab } from '../../packages/testing/src/lab/lab.ts'
import { startLab } from '../../packages/testing/src/lab/start-lab.ts'
import { until } from '../until.ts'

const skip = process.getuid?.() === 0 ? false : 'a lab takes root'

const pvecm = (lab: Lab, node: number, ...words: string[]) => lab.must(node, ['pvecm', ...words])
const conf = (lab: Lab, node: number) => readFileSync(join(lab.root(node), 'etc/pve/corosync.conf'), 'utf8')
const own = (lab: Lab, node: number) => readFileSync(join(lab.root(node), 'etc/corosync/corosync.conf'), 'utf8')

function add(lab: Lab, node: number, peer: number, ...more: string[]) {
  const answers = `${lab.password}\nyes\n`
  return lab.exec(node, ['pvecm', 'add', lab.address(peer), ...more], answers)
}

const members = async (lab: Lab, node: number) => {
  const { out } = await lab.exec(node, ['pvecm', 'status'])
  return [...out.matchAll(/^0x0*(\d+) /gm)].map(([, id]) => Number(id))
}

test('a cluster is made, extended, changed by hand, and a node leaves it for good', { skip, timeout: 600_000 }, async t => {
  await using lab = await startLab({ nodes: 3, cluster: false })
  const begun = performance.now()
  const passed = (what: string) => t.diagnostic(`${what} after ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  await lab.must(1, ['pvesh', 'create', '/access/users', '--userid', 'joe@pve'])

  await pvecm(lab, 1, 'create', 'prod', '--link0', lab.address(1), '--link1', lab.address(1, 1))
  assert.match(await pvecm(lab, 1, 'status'), /Name: +prod\nConfig Version: +1\n[^]*Quorate: +Yes/)
  assert.equal(statSync(join(lab.root(1), 'etc/corosync/authkey')).mode & 0o777, 0o400)
  passed('created')

  const wrong = await add(lab, 2, 1)
  assert.notEqual(wrong.code, 0)
  assert.match(wrong.error, /addresses for the links 0, 1: give link0 and link1/)
  for (const node of [2, 3]) {
    const joined = await add(lab, node, 1, '--link0', lab.address(node), '--link1', lab.address(node, 1))
    assert.equal(joined.code, 0, joined.out + joined.error)
    passed(`n${node} joined`)
  }
  await until('all are members', async () => (await members(lab, 1)).length === 3, { seconds: 60 })
  await until('every node has the file', () => [1, 2, 3].every(node => own(lab, node) === conf(lab, 1)))
  for (const node of [2, 3]) {
    await until('the tree is there', async () => (await lab.exec(node, ['pvesh', 'get', '/access/users'])).out.includes('joe@pve'), {
      seconds: 60,
    })
    const authority = new X509Certificate(readFileSync(join(lab.root(node), 'etc/pve/pve-root-ca.pem')))
    const certificate = new X509Certificate(readFileSync(join(lab.root(node), `etc/pve/nodes/n${node}/pve-ssl.pem`)))
    assert.ok(certificate.verify(authority.publicKey))
  }
  const status = JSON.parse(await lab.must(3, ['pvesh', 'get', '/cluster/status', '--output-format', 'json'])) as Record<string, unknown>[]
  assert.deepEqual(
    status.map(({ name, online, quorate }) => [name, online ?? quorate]),
    [
      ['prod', 1],
      ['n1', 1],
      ['n2', 1],
      ['n3', 1],
    ],
  )
  assert.match(await pvecm(lab, 2, 'nodes'), /3 +1 n3\n/)

  // The network of the first link is gone: calls go over the second one.
  await lab.must(1, ['pvesh', 'get', '/nodes/n2/version'])
  await lab.cut(1, 2, [0])
  const rerouted = performance.now()
  await until(
    'n2 answers n1 over the other link',
    async () => (await lab.exec(1, ['timeout', '20', 'pvesh', 'get', '/nodes/n2/version'])).code === 0,
  )
  t.diagnostic(`answered over another link after ${((performance.now() - rerouted) / 1000).toFixed(1)} s`)
  await lab.heal()

  // By hand, as documented: a copy, an edit with a higher version, and the copy in the place of the file.
  const edited = conf(lab, 2)
    .replace(/config_version: \d+/, 'config_version: 40')
    .replace('to_syslog: yes', 'to_syslog: yes\n  # by hand')
  await lab.must(2, ['sh', '-c', 'cat >/etc/pve/corosync.conf.new && mv /etc/pve/corosync.conf.new /etc/pve/corosync.conf'], edited)
  await until('the edit is taken', () => [1, 2, 3].every(node => own(lab, node) === edited))
  assert.match(await lab.must(3, ['corosync-cmapctl', '-g', 'totem.config_version']), /= 40/)
  await lab.must(1, ['sh', '-c', 'cat >/etc/pve/corosync.conf'], edited.replace('nodeid: 2', 'nodeid: 1').replace('40', '41'))
  await new Promise(resolve => setTimeout(resolve, 3000))
  assert.ok(
    [1, 2, 3].every(node => own(lab, node) === edited),
    'nonsense was taken',
  )
  await lab.must(1, ['sh', '-c', 'cat >/etc/pve/corosync.conf'], edited.replace('40', '42'))
  await until('the next edit is taken', () => [1, 2, 3].every(node => own(lab, node).includes('config_version: 42')))
  passed('changed by hand')

  assert.match((await lab.exec(1, ['pvecm', 'delnode', 'n3'])).error, /it is online/)
  assert.match((await lab.exec(1, ['pvecm', 'delnode', 'n1'])).error, /it is this very node/)
  await lab.kill(3)
  await until('n3 has left', async () => (await members(lab, 1)).length === 2, { seconds: 60 })
  await lab.must(1, ['sh', '-c', 'cat >/etc/pve/corosync.conf'], edited.replace('40', '43'))
  await until('the others have another configuration', () => [1, 2].every(node => own(lab, node).includes('config_version: 43')))
  await lab.boot(3)
  await until('n3 has caught up and is back', async () => (await members(lab, 1)).length === 3, { seconds: 90 })
  passed('n3 back with the configuration that was changed meanwhile')

  await lab.kill(3)
  await until('n3 is gone', async () => (await members(lab, 1)).length === 2, { seconds: 60 })
  await pvecm(lab, 1, 'delnode', 'n3')
  await until('n3 is taken out everywhere', () => [1, 2].every(node => !own(lab, node).includes('n3')))
  passed('n3 removed')

  await lab.boot(3)
  await new Promise(resolve => setTimeout(resolve, 8000))
  assert.deepEqual(await members(lab, 1), [1, 2])
  assert.doesNotMatch((await lab.exec(3, ['pvecm', 'status'])).out, /Quorate: +Yes/)
  assert.notEqual((await lab.exec(3, ['pvesh', 'create', '/access/users', '--userid', 'eve@pve'])).code, 0)
  await pvecm(lab, 3, 'leave')
  await until(
    'n3 can write again',
    async () => (await lab.exec(3, ['pvesh', 'create', '/access/users', '--userid', 'eve@pve'])).code === 0,
    { seconds: 60 },
  )
  passed('n3 alone')

  const again = await add(lab, 3, 2, '--force', '--link0', lab.address(3), '--link1', lab.address(3, 1))
  assert.equal(again.code, 0, again.out + again.error)
  await until(
    'n3 has the tree of the cluster',
    async () => !(await lab.exec(3, ['pvesh', 'get', '/access/users'])).out.includes('eve@pve'),
    { seconds: 60 },
  )
  passed('n3 back')
})
