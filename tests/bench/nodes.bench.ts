// 32 nodes with 5,000 guests as one of them sees it: its lists while all are there and while half are down, and the memory
// of its processes. The other nodes are values in its hub, as their stores would tell them.
import { setTimeout as pause } from 'node:timers/promises'
import { connectStore, type HubValue } from '@quorate/cluster'
import { rootAt } from '@quorate/host'
import { Product } from '../product.ts'
import { until } from '../until.ts'
import { addGuests } from './many-guests.ts'
import { cpuMs, memoryOf, productProcesses } from './product-processes.ts'
import { median, Verdicts } from './verdicts.ts'

const guests = 5000
/** What answers left behind has been given back by then. */
const quietMs = 15_000
const verdicts = new Verdicts()
const product = new Product()
const nodes = [product.node, ...Array.from({ length: 31 }, (_, at) => `n${String(at + 2).padStart(2, '0')}`)]
const others = nodes.slice(1)
const gibibyte = 2 ** 30
const now = Math.floor(Date.now() / 1000)

const members = (isOnline: (at: number) => boolean): HubValue[] =>
  nodes.map((id, at) => ({ kind: 'member', id, path: `/nodes/${id}`, data: { nodeId: at + 1, online: isOnline(at), since: now - 180 } }))

function valuesOf(node: string): HubValue[] {
  const path = `/nodes/${node}`
  const state = { cpu: 0.3, maxcpu: 64, mem: 200 * gibibyte, maxmem: 512 * gibibyte, disk: gibibyte, maxdisk: 90 * gibibyte, uptime: 1e6 }
  const tasks = Array.from({ length: 25 }, (_, at): HubValue => {
    const upid = `UPID:${node}:00001000:${(at + 1).toString(16).toUpperCase().padStart(8, '0')}:65000000:qmstart:100:root@pam:`
    const data = { upid, node, pid: 4096, pstart: at + 1, starttime: now, type: 'qmstart', id: '100', user: 'root@pam' }
    return { kind: 'task', id: upid, path, data: { ...data, endtime: now, status: 'OK' } }
  })
  const lines = ['daemon', 'runner'].flatMap(writer =>
    Array.from({ length: 100 }, (_, at): HubValue => {
      const id = `${at + 1}:${node}/${writer}`
      const msg = `end task UPID:${node}:00001000:00000001:65000000:qmstart:100:root@pam: OK`
      const data = { uid: at + 1, id, time: now - at, node, pid: 4096, pri: 6, tag: 'pvedaemon', user: 'root@pam', msg }
      return { kind: 'log', id, path: '/', data }
    }),
  )
  return [
    { kind: 'node', id: node, path, data: state },
    { kind: 'storage', id: `${node}/local`, path: '/storage/local', data: { used: gibibyte, total: 90 * gibibyte } },
    ...tasks,
    ...lines,
  ]
}

function guestValues(vmid: number): HubValue[] {
  const value = { id: String(vmid), path: `/vms/${vmid}` }
  const rates = { netin: vmid * 7.7, netout: vmid * 3.3, diskread: vmid, diskwrite: vmid * 2 }
  const used = {
    time: now,
    pid: vmid,
    cpu: 0.25,
    mem: gibibyte,
    memhost: gibibyte,
    netin: vmid,
    netout: vmid,
    diskread: 1,
    diskwrite: 2,
    rates,
  }
  return [
    {
      ...value,
      kind: 'guest',
      data: { node: nodes[vmid % nodes.length], status: 'running', qmpstatus: 'running', pid: vmid, since: now - 1000 },
    },
    { ...value, kind: 'metrics', data: used },
  ]
}

interface Answered {
  /** CPU time of daemon and proxy: whoever waits on a machine that does nothing else waits so long. */
  readonly cpu: number
  readonly wait: number
}

/** The medians of some answers. */
async function answerMs(path: string): Promise<Answered> {
  const serving = productProcesses(product.pid).filter(({ name }) => ['quorate-daemon', 'quorate-proxy'].includes(name))
  const spent = () => serving.reduce((sum, { pid }) => sum + cpuMs(pid), 0)
  const times: Answered[] = []
  for (let round = 0; round < 20; round += 1) {
    const [cpu, begun] = [spent(), performance.now()]
    await product.ok('GET', path)
    times.push({ cpu: spent() - cpu, wait: performance.now() - begun })
  }
  return { cpu: median(times.map(one => one.cpu)), wait: median(times.map(one => one.wait)) }
}

async function judgeLists(when: string, floor: { name: string; value: number }): Promise<void> {
  for (const path of ['/cluster/resources', '/cluster/inventory', '/nodes', '/cluster/status', '/cluster/tasks', '/cluster/log']) {
    const { cpu, wait } = await answerMs(path)
    const what = `${path}, ${when} (here and now ${wait.toFixed(0)} ms)`
    verdicts.judge({ what, value: cpu, unit: 'ms of CPU', floor, budget: { atMost: 100 } })
  }
}

const memoryNow = () => new Map(productProcesses(product.pid).map(({ name, pid }) => [name, memoryOf(pid).anonymous]))

await product.start()
const store = await connectStore(rootAt(product.root, product.node), { hub: true })
try {
  await product.login()
  await answerMs('/cluster/resources')
  await pause(quietMs)
  const empty = memoryNow()
  await addGuests(product, guests, nodes)
  store.hub.publish(members(() => true))
  for (const node of others) store.hub.publish(valuesOf(node))
  const vmids = Array.from({ length: guests }, (_, at) => 100 + at)
  store.hub.publish(vmids.flatMap(guestValues))
  const rows = await until('all is there', async () => {
    const all = await product.ok('GET', '/cluster/resources')
    return all.filter(({ cpu }: { cpu?: number }) => cpu === 0.25).length === guests && all
  })
  const begun = performance.now()
  for (let round = 0; round < 20; round += 1) JSON.stringify({ data: rows })
  const floor = { name: 'JSON.stringify of the rows of all resources', value: (performance.now() - begun) / 20 }
  await judgeLists(`32 nodes, ${guests} guests`, floor)
  store.hub.publish(members(at => at < 16))
  await until(
    'half of them are down',
    async () => (await product.ok('GET', '/nodes')).filter(({ status }: { status: string }) => status === 'offline').length === 16,
  )
  await judgeLists('16 of the nodes down', floor)
  await pause(quietMs)
  const full = memoryNow()
  verdicts.judge({
    what: 'memory of the daemon, its own pages',
    value: full.get('quorate-daemon') ?? 0,
    unit: 'MiB',
    floor: { name: 'alone without guests', value: empty.get('quorate-daemon') ?? 0 },
    budget: { atMost: 150 },
  })
  console.log(
    `  (own pages: ${[...full].map(([name, value]) => `${name} ${(empty.get(name) ?? 0).toFixed(0)} -> ${value.toFixed(0)}`).join(', ')})`,
  )
} finally {
  // Nothing of it runs: whoever believed it would end it.
  store.hub.publish([...store.hub.values('guest').values()].map(value => ({ ...value, data: null })))
  await until('no guest is told to run', async () =>
    (await product.ok('GET', '/cluster/resources?type=vm')).every(({ status }: { status: string }) => status !== 'running'),
  )
  await store.close()
  await product.destroy()
}
verdicts.exit()
