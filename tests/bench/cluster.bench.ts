// The replicated config store on three nodes of a lab, beside what pmxcfs 9.1.6 did in the same kind of namespaces.
import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import { startStoreLab, type StoreLab } from '@quorate/testing/store-lab'

const script = join(import.meta.dirname, 'cluster-writes.mjs')

interface Measured {
  readonly p50: number
  readonly p99: number
  readonly perSecond: number
}

async function writes({ lab }: StoreLab, count: number, writers: number): Promise<Measured> {
  const out = await lab.must(1, [
    'env',
    `UV_THREADPOOL_SIZE=${writers}`,
    process.execPath,
    script,
    `/etc/pve/lab`,
    String(count),
    String(writers),
  ])
  return JSON.parse(out) as Measured
}

const figures = ({ p50, p99, perSecond }: Measured) => `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ${Math.round(perSecond)} per s`

await using stores = await startStoreLab(3)
await writes(stores, 200, 1)
console.log(
  'committed 1 KB create+write, 1 writer'.padEnd(44),
  figures(await writes(stores, 1000, 1)),
  '  (theirs 2.5, 6.6, 361; ours to be 1.5, 5, 600)',
)
console.log('the same, 8 writers'.padEnd(44), figures(await writes(stores, 400, 8)), '  (theirs 492; ours to be 2000)')
await sleep(0)
