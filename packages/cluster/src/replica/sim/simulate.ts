/** `npm run simulate`: schedules on all cores. Ends with 1 and the trace of the first one that breaks a promise. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { addFigures, figureNames, noFigures } from './figures.ts'
import type { Broken } from './run-schedules.ts'
import type { Job, Report } from './simulate-worker.ts'

const schedulesPerJob = 250
/** One schedule of so many runs on real databases. */
const sqliteEvery = 20
const toldEveryMs = 5000

const [count = 100_000, first = 1] = process.argv.slice(2).map(Number)
if (!(count > 0) || !Number.isInteger(first)) {
  console.error('npm run simulate [-- schedules [first]]: both are whole numbers')
  process.exit(2)
}

const end = first + count
const figures = noFigures()
const began = performance.now()
let next = first
const broken: Broken[] = []

async function runWorker(): Promise<void> {
  const worker = new Worker(new URL('simulate-worker.ts', import.meta.url))
  while (next < end && !broken.length) {
    const job: Job = { first: next, count: Math.min(schedulesPerJob, end - next), sqliteEvery }
    next += job.count
    const report = await new Promise<Report>((resolve, reject) => {
      worker.once('error', reject)
      worker.once('message', (report: Report) => {
        worker.removeAllListeners('error')
        resolve(report)
      })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      worker.postMessage(job)
    })
    addFigures(figures, report.figures)
    if (report.broken) broken.push(report.broken)
  }
  await worker.terminate()
}

function told(): void {
  const done = figures.schedules
  const rate = (1000 * done) / (performance.now() - began)
  const left = rate > 0 ? `, ${Math.ceil((count - done) / rate)} s left` : ''
  console.log(`${done} of ${count} schedules, ${rate.toFixed(0)} per second${left}`)
}

const timer = setInterval(told, toldEveryMs)
await Promise.all(Array.from({ length: availableParallelism() }, runWorker))
clearInterval(timer)

const seconds = Math.round((performance.now() - began) / 1000)
console.log(`${figureNames.map(name => `${figures[name].toLocaleString('en')} ${name}`).join(', ')}; ${seconds} s`)
const [one] = broken
if (one) {
  console.error(`${one.trace.slice(-300).join('\n')}\nseed ${one.seed}: ${one.error}`)
  console.error(`Again: npm run simulate -- 1 ${one.seed}`)
  process.exit(1)
}
