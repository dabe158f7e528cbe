// What it costs to measure 200 running virtual machines every ten seconds: all processes of the product, and the QEMUs that answer.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connectStore } from '@quorate/cluster'
import { rootAt } from '@quorate/host'
import { Product } from '../product.ts'
import { cpuMs, productProcesses } from './product-processes.ts'
import { Verdicts } from './verdicts.ts'

const guests = 200
const watchedSeconds = 60
const roundSeconds = 10
const verdicts = new Verdicts()
const product = new Product()
const vmids = Array.from({ length: guests }, (_, at) => 100 + at)

/** Machines whose CPUs never run: what they use is what our questions cost. */
const config = (vmid: number) =>
  [
    'freeze: 1',
    'ide2: local:iso/empty.iso,media=cdrom',
    'kvm: 0',
    'memory: 16',
    `name: guest-${vmid}`,
    'serial0: socket',
    'vga: none',
    '',
  ].join('\n')

async function addFrozenGuests(): Promise<void> {
  mkdirSync(join(product.root, 'var/lib/vz/template/iso'), { recursive: true })
  writeFileSync(join(product.root, 'var/lib/vz/template/iso/empty.iso'), Buffer.alloc(65_536))
  const store = await connectStore(rootAt(product.root, product.node), { hub: false })
  const author = { authid: 'root@pam' }
  await store.commit(
    vmids.map(vmid => ({ op: 'write', path: `nodes/${product.node}/qemu-server/${vmid}.conf`, text: config(vmid) })),
    author,
  )
  await store.close()
}

type Process = { readonly pid: number; readonly name: string }

/** milliseconds of CPU by name over the watched time */
async function spent(processes: readonly Process[]): Promise<Map<string, number>> {
  const before = processes.map(({ pid }) => cpuMs(pid))
  await pause(watchedSeconds * 1000)
  const sums = new Map<string, number>()
  for (const [at, { pid, name }] of processes.entries()) sums.set(name, (sums.get(name) ?? 0) + cpuMs(pid) - (before[at] ?? 0))
  return sums
}

await product.start()
try {
  await product.login()
  await addFrozenGuests()
  const ended = await product.task('POST', `/nodes/${product.node}/startall`, { force: 1 })
  if (ended !== 'OK') throw new Error(`startall: ${ended}`)
  await pause(2 * roundSeconds * 1000)
  const rows: { status: string; pid: number }[] = await product.ok('GET', `/nodes/${product.node}/qemu`)
  const running = rows.filter(row => row.status === 'running').map(({ pid }) => ({ pid, name: 'QEMU' }))
  if (running.length !== guests) throw new Error(`${running.length} of ${guests} guests run`)
  const sums = await spent([...productProcesses(product.pid), ...running])
  const rounds = watchedSeconds / roundSeconds
  const total = [...sums.values()].reduce((sum, one) => sum + one, 0) / rounds
  verdicts.judge({
    what: `one round of statistics of ${guests} running guests, QEMUs and all processes of the product`,
    value: (total / (roundSeconds * 1000)) * 100,
    unit: '% of one core at an interval of 10 s',
    floor: { name: 'one core', value: 100 },
    budget: { atMost: 5 },
  })
  console.log(`  (ms of CPU a round: ${[...sums].map(([name, ms]) => `${name} ${(ms / rounds).toFixed(1)}`).join(', ')})`)
  await product.task('POST', `/nodes/${product.node}/stopall`, { timeout: 0, 'max-workers': 16 })
} finally {
  await product.destroy()
}
verdicts.exit()
