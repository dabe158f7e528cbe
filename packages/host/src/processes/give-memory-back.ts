import { performance, PerformanceObserver } from 'node:perf_hooks'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (options: { type: 'major'; flavor: 'last-resort' }) => void

const usualWaitMs = 10_000
/** A process that spends more of its time at work is not disturbed. */
const busyShare = 0.05
/** It takes some thirty milliseconds: for less than this it is not worth it. */
const worthBytes = 12 << 20

function collector(): Collect {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as Collect
  // Node keeps compiled code under the flags of the process; with others it would be compiled again at each start.
  setFlagsFromString('--no-expose-gc')
  return collect
}

/**
 * V8 keeps the pages that a burst of work took, for the next one. Told by V8 of a collection, this waits until the burst
 * is over and hands back what is more than before. While the work goes on it listens no more: that would cost as well.
 * `trim`: hands back what lies free outside V8's own heap.
 */
export function giveMemoryBack({ waitMs = usualWaitMs, trim }: { waitMs?: number; trim?: (() => void) | undefined } = {}): void {
  const collect = collector()
  let least = 0
  const observer = new PerformanceObserver(() => {
    observer.disconnect()
    wait()
  })
  const wait = () => {
    const begun = performance.eventLoopUtilization()
    setTimeout(() => {
      if (performance.eventLoopUtilization(begun).utilization > busyShare) return wait()
      if (process.memoryUsage.rss() >= least + worthBytes) {
        collect({ type: 'major', flavor: 'last-resort' })
        trim?.()
        least = process.memoryUsage.rss()
      }
      observer.observe({ entryTypes: ['gc'] })
    }, waitMs).unref()
  }
  wait()
}
