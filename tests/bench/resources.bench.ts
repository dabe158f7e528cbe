// The list of everything in a datacenter of 5,000 guests: for root, for somebody who may see half of them, and first of
// all after a start.
import { spawnSync } from 'node:child_process'
import { Product } from '../product.ts'
import { addGuests } from './many-guests.ts'
import { cpuMs, productProcesses } from './product-processes.ts'
import { median, Verdicts } from './verdicts.ts'

const guests = 5000
const verdicts = new Verdicts()
const product = new Product()

/** CPU time of the daemon for one answer, in milliseconds; the median of some. */
async function serverMs(path: string): Promise<number> {
  const daemon = productProcesses(product.pid).find(({ name }) => name === 'quorate-daemon')?.pid ?? 0
  const times: number[] = []
  for (let round = 0; round < 30; round += 1) {
    const before = cpuMs(daemon)
    await product.ok('GET', path)
    times.push(cpuMs(daemon) - before)
  }
  return median(times)
}

function stringifyMs(rows: unknown): number {
  const times: number[] = []
  for (let round = 0; round < 30; round += 1) {
    const start = performance.now()
    JSON.stringify(rows)
    times.push(performance.now() - start)
  }
  return median(times)
}

async function restrictedUser(): Promise<void> {
  await product.ok('POST', '/access/users', { userid: 'ann@pve', password: 'a-test-password' })
  const vmids = Array.from({ length: guests / 2 }, (_, at) => 100 + at * 2)
  await product.ok('POST', '/pools', { poolid: 'even' })
  for (let at = 0; at < vmids.length; at += 500) {
    await product.ok('PUT', '/pools', { poolid: 'even', vms: vmids.slice(at, at + 500).join(',') })
  }
  await product.ok('PUT', '/access/acl', { path: '/pool/even', users: 'ann@pve', roles: 'PVEVMUser' })
}

await product.start()
try {
  await product.login()
  const emptyMs = await serverMs('/cluster/resources')
  await addGuests(product, guests)
  await restrictedUser()
  const rows = await product.ok('GET', '/cluster/resources')
  const floor = { name: 'JSON.stringify of its rows', value: stringifyMs({ data: rows }) }
  const rootMs = await serverMs('/cluster/resources')
  verdicts.judge({
    what: `/cluster/resources, ${rows.length} rows for root`,
    value: rootMs,
    unit: 'ms of CPU',
    floor,
    budget: { atMost: 30 },
  })

  await product.login('ann@pve')
  const half = await product.ok('GET', '/cluster/resources?type=vm')
  const halfMs = await serverMs('/cluster/resources?type=vm')
  verdicts.judge({
    what: `/cluster/resources, ${half.length} of ${guests} guests for one who may see a pool`,
    value: halfMs,
    unit: 'ms of CPU',
    floor: { name: 'for root', value: rootMs },
    budget: { atMost: 30 },
  })
  console.log(`  (the same without any guest: ${emptyMs.toFixed(2)} ms)`)

  const bareMs: number[] = []
  const startMs: number[] = []
  for (let round = 0; round < 3; round += 1) {
    await product.stop()
    const bare = performance.now()
    spawnSync(process.execPath, ['-e', '1'])
    bareMs.push(performance.now() - bare)
    const begun = performance.now()
    await product.start()
    await product.login()
    const answer = await product.ok('GET', '/cluster/resources?type=vm')
    startMs.push(performance.now() - begun)
    if (answer.length !== guests) throw new Error(`the first answer had ${answer.length} guests`)
  }
  verdicts.judge({
    what: `start with ${guests} guests to the first whole list, login included`,
    value: median(startMs),
    unit: 'ms',
    floor: { name: 'node -e 1', value: median(bareMs) },
    budget: { atMost: 2000 },
  })
} finally {
  await product.destroy()
}
verdicts.exit()
