/** Lists of a cluster of three whole machines: the same from each node, and answered at once while one of them is off. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startLab } from '../../packages/testing/src/lab/start-lab.ts'
import { LabNode } from '../lab-node.ts'
import { until } from '../until.ts'

const skip = process.getuid?.() === 0 ? false : 'a lab takes root'
const lists = [
  '/nodes',
  '/cluster/resources',
  '/cluster/inventory',
  '/cluster/status',
  '/cluster/tasks',
  '/cluster/log',
  '/cluster/options',
  '/pools/lab',
]
/** They are measured all the time. */
const passing = new Set(['cpu', 'mem', 'memhost', 'disk', 'uptime', 'age', 'netin', 'netout', 'diskread', 'diskwrite', 'local'])
const lasting = (answer: unknown) => JSON.stringify(answer, (key, value) => (passing.has(key) ? undefined : value))
type Row = Readonly<Record<string, unknown>>

test('every node lists the whole cluster, also what one that is off was last', { skip, timeout: 300_000 }, async t => {
  await using lab = await startLab({ nodes: 3 })
  const begun = performance.now()
  const passed = (what: string) => t.diagnostic(`${what} after ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  const nodes = await Promise.all(lab.nodes.map(node => until(`n${node} lets in`, () => LabNode.login(lab, node), { seconds: 60 })))
  const [one, two, three] = nodes
  assert(one && two && three)
  using heard = await one.follow()

  const ended = async (upid: string) =>
    await until('the task ends', async () => (await three.ok('GET', `/nodes/n2/tasks/${upid}/status`)).exitstatus === 'OK', { seconds: 60 })
  await three.ok('POST', '/pools', { poolid: 'lab' })
  await ended(await three.ok('POST', '/nodes/n2/qemu', { vmid: 100, name: 'runs', memory: 32, kvm: 0, pool: 'lab' }))
  await ended(await three.ok('POST', '/nodes/n2/qemu', { vmid: 101, name: 'rests', memory: 32 }))
  const start = await one.ok('POST', '/nodes/n2/qemu/100/status/start')
  await ended(start)
  await until('n1 is told of a guest of n2', () =>
    heard.told.some(({ type, id, value }) => type === 'guest' && id === '100' && value?.status === 'running'),
  )
  await until('n1 is told of a task of n2', () =>
    heard.told.some(({ type, id, value }) => type === 'task' && id === start && value?.status === 'OK'),
  )
  await until('all has been measured', async () => {
    const rows: Row[] = await one.ok('GET', '/cluster/resources')
    return ['node/n1', 'node/n2', 'node/n3', 'storage/n2/local', 'storage/n3/local'].every(id =>
      rows.some(row => row.id === id && Number(row.maxdisk) > 0),
    )
  })
  for (const path of lists) {
    const same = async () => {
      const answers = await Promise.all(nodes.map(node => node.ok('GET', path)))
      return new Set(answers.map(lasting)).size === 1 ? answers[0] : undefined
    }
    await until(`all nodes list the same at ${path}`, async () => (await same()) !== undefined)
  }
  const ids = await Promise.all(nodes.map(node => node.ok('GET', '/cluster/nextid')))
  assert.deepEqual([new Set(ids).size, ids.some(id => id === '100' || id === '101')], [3, false])
  passed('all the same')

  await lab.kill(2)
  const off = performance.now()
  const rowOf = async (node: LabNode, id: string) => (await node.ok('GET', '/cluster/resources')).find((row: Row) => row.id === id)
  for (const node of [one, three]) {
    await until(`${node.name} knows that n2 is off`, async () => (await rowOf(node, 'node/n2')).status === 'offline', { seconds: 60 })
  }
  t.diagnostic(`known to be off after ${((performance.now() - off) / 1000).toFixed(1)} s`)
  for (const node of [one, three]) {
    for (const path of [...lists, '/cluster/nextid']) {
      const asked = performance.now()
      await node.ok('GET', path)
      let ms = performance.now() - asked
      // On a busy machine one answer may be late; one that waits for n2 is each time.
      for (let again = 0; again < 5 && ms > 200; again++) {
        const since = performance.now()
        await node.ok('GET', path)
        ms = Math.min(ms, performance.now() - since)
      }
      assert.ok(ms < 200, `${node.name}: ${path} took ${ms.toFixed(0)} ms`)
    }
    const { status, laststatus, age, maxmem } = await rowOf(node, 'qemu/100')
    assert.deepEqual([status, laststatus, maxmem], ['unknown', 'running', 32 * 2 ** 20])
    assert.ok(Number.isInteger(age) && age < 120, `age ${age}`)
    assert.equal((await rowOf(node, 'qemu/101')).laststatus, 'stopped')
    const storage = await rowOf(node, 'storage/n2/local')
    assert.deepEqual([storage.status, storage.maxdisk > 0, Number.isInteger(storage.age)], ['unknown', true, true])
    assert.ok((await node.ok('GET', '/cluster/tasks')).some((task: Row) => task.upid === start && task.status === 'OK'))
    assert.ok((await node.ok('GET', '/cluster/log')).some((line: Row) => line.msg === `end task ${start} OK` && line.node === 'n2'))
    await assert.rejects(node.ok('GET', '/nodes/n2/status'), /595/)
  }
  passed('one off')

  const before = heard.told.length
  await lab.boot(2)
  await until('n1 knows that n2 is back', async () => (await rowOf(one, 'node/n2')).status === 'online', { seconds: 60 })
  await until('the guest of n2 is known to be stopped', async () => (await rowOf(one, 'qemu/100')).status === 'stopped', { seconds: 60 })
  const news = heard.told.slice(before)
  assert.deepEqual([news.filter(({ type }) => type === 'reset').length, heard.told.filter(({ type }) => type === 'reset').length], [0, 1])
  const again = news.filter(({ type, id }) => (type === 'guest' && id === '101') || (type === 'task' && id === start))
  assert.deepEqual(again, [], 'what is as it was makes no event')
  passed('back')
})
