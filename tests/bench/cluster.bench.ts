// The replicated config store on three nodes of a lab, beside what pmxcfs 9.1.6 did in the same kind of namespaces.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { childOf } from '../../packages/testing/src/lab/machine-processes.ts'
import { startStoreLab, type StoreLab } from '@quorate/testing/store-lab'

const script = join(import.meta.dirname, 'cluster-writes.mjs')

/** A store that became quiet has handed back by then what the writes took. */
const quietMs = 25_000

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

const replaced = { file: '/etc/pve/lab/replaced', count: '600' }
const side = (name: string) => [process.execPath, join(import.meta.dirname, `replace-${name}.mjs`), replaced.file, replaced.count]
const reader = stores.lab.must(2, side('reader'))
await stores.lab.must(1, side('writer'))
const seen = JSON.parse(await reader) as { p50: number; p99: number; seen: number }
console.log(
  'atomic replace seen on another node'.padEnd(44),
  `p50 ${seen.p50.toFixed(2)} ms, p99 ${seen.p99.toFixed(2)} ms of ${seen.seen}`,
  '  (theirs 4.5, 29; ours to be 3, 15)',
)

/** MiB: the process's own, and with the pages of the program. */
function memory(node: number): string {
  const status = readFileSync(`/proc/${childOf(stores.process(node, 'store')?.pid ?? 0)}/status`, 'utf8')
  const mebibytes = (key: string) => (Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024).toFixed(0)
  return `${mebibytes('RssAnon')}/${mebibytes('VmRSS')}`
}
const memories = () => stores.lab.nodes.map(memory).join(', ')
const busy = memories()
await sleep(quietMs)
console.log(
  'MiB of a store, its own/with the program'.padEnd(44),
  `${memories()}; right after these writes ${busy}`,
  '  (theirs 20; ours to be 90)',
)
