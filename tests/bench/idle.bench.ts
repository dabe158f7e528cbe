// What the product costs while nobody asks anything: memory, CPU, and how soon it is there.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { Product } from '../product.ts'
import { addGuests } from './many-guests.ts'
import { cpuMs, memoryOf, productProcesses } from './product-processes.ts'
import { median, Verdicts } from './verdicts.ts'

const watchedSeconds = 30
const guests = 5000
const verdicts = new Verdicts()
const product = new Product()

/** What processes would take on a machine where nothing else runs Node: their own pages, and the program's once. */
function together(pids: readonly number[]): number {
  const all = pids.map(memoryOf)
  return all.reduce((sum, one) => sum + one.anonymous, 0) + Math.max(...all.map(one => one.fileBacked))
}

async function bareNodes(count: number): Promise<number> {
  const children: ChildProcess[] = Array.from({ length: count }, () =>
    spawn(process.execPath, ['-e', 'process.stdout.write("up"); setInterval(() => 0, 1e6)'], { stdio: ['ignore', 'pipe', 'inherit'] }),
  )
  await Promise.all(children.map(child => child.stdout && once(child.stdout, 'data')))
  const bytes = together(children.flatMap(child => child.pid ?? []))
  for (const child of children) child.kill('SIGKILL')
  return bytes
}

/** CPU time of each process while nothing is asked. */
async function idleCpu(): Promise<{ total: number; list: string }> {
  const processes = productProcesses(product.pid)
  const before = processes.map(({ pid }) => cpuMs(pid))
  await pause(watchedSeconds * 1000)
  const spent = processes.map(({ pid, name }, at) => ({ name, ms: cpuMs(pid) - (before[at] ?? 0) }))
  return { total: spent.reduce((sum, one) => sum + one.ms, 0), list: spent.map(one => `${one.name} ${one.ms.toFixed(1)}`).join(', ') }
}

try {
  const starts: number[] = []
  for (let round = 0; round < 4; round += 1) {
    const begun = performance.now()
    await product.start()
    await product.api('GET', '/version')
    if (round > 0) starts.push(performance.now() - begun)
    if (round < 3) await product.stop()
  }
  const bare = performance.now()
  await once(spawn(process.execPath, ['-e', '1']), 'exit')
  verdicts.judge({
    what: 'start to first answer, second and later starts',
    value: median(starts),
    unit: 'ms',
    floor: { name: 'node -e 1', value: performance.now() - bare },
    budget: { atMost: 2000 },
  })

  await pause(10_000)
  const processes = productProcesses(product.pid)
  verdicts.judge({
    what: `memory of all ${processes.length} processes`,
    value: together(processes.map(one => one.pid)),
    unit: 'MiB',
    floor: { name: 'as many bare Node processes', value: await bareNodes(processes.length) },
    budget: { atMost: 300 },
  })
  console.log(`  (own pages: ${processes.map(({ name, pid }) => `${name} ${memoryOf(pid).anonymous.toFixed(0)}`).join(', ')})`)

  await addGuests(product, guests)
  await pause(12_000)
  const { total, list } = await idleCpu()
  verdicts.judge({
    what: `idle CPU over ${watchedSeconds} s with ${guests} stopped guests`,
    value: total,
    unit: 'ms',
    floor: { name: 'one CPU', value: watchedSeconds * 1000 },
    budget: { atMost: watchedSeconds * 5 },
  })
  console.log(`  (${list})`)
} finally {
  await product.destroy()
}
verdicts.exit()
