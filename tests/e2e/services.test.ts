/** Services on the running product: what they are, and restarts of its own processes. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { childrenOf } from '../contract/processes.ts'
import { Product } from '../product.ts'
import { until } from '../until.ts'

const product = new Product()

before(async () => {
  await product.start()
  await product.login()
})
after(() => product.destroy())

test('its own processes run, under the names that clients know', async () => {
  const rows: { service: string; state: string }[] = await product.ok('GET', '/nodes/pve/services')
  for (const service of ['pve-cluster', 'pvedaemon', 'pveproxy', 'pvestatd', 'qmeventd', 'spiceproxy'])
    assert.equal(rows.find(row => row.service === service)?.state, 'running', service)
  assert.equal((await product.ok('GET', '/nodes/pve/services/pveproxy/state')).state, 'running')
  assert.deepEqual((await product.ok('GET', '/nodes/pve/services/pveproxy')).map(({ subdir }: { subdir: string }) => subdir).toSorted(), [
    'reload',
    'restart',
    'start',
    'state',
    'stop',
  ])
})

test('each but the one that runs tasks is restarted, and the product works on', async () => {
  const names = { 'pve-cluster': 'store', pvedaemon: 'daemon', pveproxy: 'proxy', pvestatd: 'agent' }
  for (const [service, name] of Object.entries(names)) {
    const before = childrenOf(product.pid)
    const upid = await product.ok('POST', `/nodes/pve/services/${service}/restart`)
    const end = await until(`${service} is back`, () => product.taskEnd(upid, 5000), { seconds: 60 })
    assert.equal(end, 'OK', service)
    const now = childrenOf(product.pid)
    assert.notEqual(now.get(`quorate-${name}`), before.get(`quorate-${name}`), service)
    assert.equal(now.get('quorate-runner'), before.get('quorate-runner'))
  }
  const refused = await product.api('POST', '/nodes/pve/services/qmeventd/restart')
  assert.match(refused.reason, /it is the process that runs tasks/)
})
