// cluster-writes.mjs FOLDER COUNT WRITERS: writes new files of 1 KB there, and tells how long it took as JSON.
import { writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'

const [folder, count, writers] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])]
const data = 'x'.repeat(1024)
const run = `${process.pid}-${Date.now()}`
const times = []
const start = performance.now()
if (writers === 1) {
  for (let i = 0; i < count; i++) {
    const before = performance.now()
    writeFileSync(`${folder}/${run}-${i}`, data)
    times.push(performance.now() - before)
  }
} else {
  const lane = async w => {
    for (let i = 0; i < count; i++) {
      const before = performance.now()
      await writeFile(`${folder}/${run}-${w}-${i}`, data)
      times.push(performance.now() - before)
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, w) => lane(w)))
}
const seconds = (performance.now() - start) / 1000
times.sort((a, b) => a - b)
console.log(
  JSON.stringify({ p50: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)], perSecond: times.length / seconds }),
)
