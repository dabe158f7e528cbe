// etcd-puts.mjs COUNT WRITERS: puts values of 1 KB into the etcd of this machine, and tells how long it took as JSON.
import { Agent, request } from 'node:http'

const [count, writers] = [Number(process.argv[2]), Number(process.argv[3])]
const agent = new Agent({ keepAlive: true, maxSockets: writers })
const value = Buffer.alloc(1024, 'x').toString('base64')
const put = key =>
  new Promise((resolve, reject) => {
    const asked = request({ agent, port: 2379, method: 'POST', path: '/v3/kv/put' }, response => {
      response.resume().on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`status ${response.statusCode}`))))
    })
    asked.on('error', reject).end(JSON.stringify({ key: Buffer.from(key).toString('base64'), value }))
  })
const times = []
const lane = async w => {
  for (let i = 0; i < count; i++) {
    const before = performance.now()
    await put(`${process.pid}-${w}-${i}`)
    times.push(performance.now() - before)
  }
}
const start = performance.now()
await Promise.all(Array.from({ length: writers }, (_, w) => lane(w)))
const seconds = (performance.now() - start) / 1000
times.sort((a, b) => a - b)
console.log(
  JSON.stringify({ p50: times[times.length >> 1], p99: times[Math.floor(times.length * 0.99)], perSecond: times.length / seconds }),
)
process.exit(0)
