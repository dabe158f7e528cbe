// mount-rates.mjs FOLDER COUNT: how many files of 1 KB are created, read and looked at there in a second, as JSON.
import { closeSync, openSync, readSync, statSync, writeFileSync } from 'node:fs'

const [folder, count] = [process.argv[2], Number(process.argv[3])]
const data = 'x'.repeat(1024)
const buffer = Buffer.alloc(4096)
const path = i => `${folder}/${process.pid}-${i % count}`
const read = i => {
  const fd = openSync(path(i))
  readSync(fd, buffer)
  closeSync(fd)
}
function rate(times, work) {
  const start = performance.now()
  for (let i = 0; i < times; i++) work(i)
  return times / ((performance.now() - start) / 1000)
}
console.log(
  JSON.stringify({
    create: rate(count, i => writeFileSync(path(i), data)),
    read: rate(3 * count, read),
    stat: rate(6 * count, i => statSync(path(i))),
  }),
)
