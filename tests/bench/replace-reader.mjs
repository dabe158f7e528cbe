// replace-reader.mjs FILE COUNT: reads that file until the last one is there, and tells as JSON after how many milliseconds each was seen. The clock is the machine's.
import { readFileSync } from 'node:fs'

const [file, count] = [process.argv[2], Number(process.argv[3])]
const pause = new Int32Array(new SharedArrayBuffer(4))
const times = []
for (let last = -1; last < count - 1; Atomics.wait(pause, 0, 0, 0.2)) {
  let text
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    continue
  }
  const now = process.hrtime.bigint()
  const [index, began] = text.split(' ')
  if (began === undefined || Number(index) === last) continue
  last = Number(index)
  times.push(Number(now - BigInt(began)) / 1e6)
}
times.sort((a, b) => a - b)
console.log(JSON.stringify({ p50: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)], seen: times.length }))
