// Requests of a logged-in user and new connections, through the real proxy and the real daemon.
import { handshakes } from '../../packages/server/bench/handshakes.ts'
import { load } from '../../packages/server/bench/load.ts'
import { Product } from '../product.ts'
import { startFloor } from './floor-server.ts'
import { cpuMs, productProcesses } from './product-processes.ts'
import { median, Verdicts } from './verdicts.ts'

const rounds = 3
const seconds = 3
const verdicts = new Verdicts()
const product = new Product()
await product.start()
try {
  await product.login()
  const head = `GET /api2/json/version HTTP/1.1\r\nHost: bench\r\nCookie: ${product.cookie}\r\nAccept: */*\r\n`
  const rate = (port: number) => load({ port, connections: 32, seconds, request: `${head}\r\n`, tls: { rejectUnauthorized: false } })
  {
    await using floor = await startFloor('fastify-floor.ts', product)
    const pairs: { ours: number; floor: number }[] = []
    // In turn, so that what else the machine does hits both.
    for (let round = 0; round < rounds; round += 1) pairs.push({ floor: await rate(floor.port), ours: await rate(product.port) })
    const ratio = median(pairs.map(pair => pair.ours / pair.floor))
    const best = pairs.find(pair => pair.ours / pair.floor === ratio)
    verdicts.judge({
      what: 'GET /version with a ticket, 32 TLS connections',
      value: best?.ours ?? 0,
      unit: 'requests/s',
      floor: { name: 'bare Fastify', value: best?.floor ?? Number.NaN },
      budget: { atLeast: 0.5, of: 'ratio' },
    })
  }
  {
    await using floor = await startFloor('https-floor.ts', product)
    const ours = productProcesses(product.pid).filter(({ name }) => /proxy|daemon/.test(name))
    const perCpuSecond = async (port: number, pids: readonly number[]) => {
      const spent = () => pids.reduce((sum, pid) => sum + cpuMs(pid), 0)
      const before = spent()
      const count = await handshakes(port, `${head}Connection: close\r\n\r\n`, seconds)
      return (count * 1000) / (spent() - before)
    }
    const pairs: { ours: number; floor: number }[] = []
    for (let round = 0; round < rounds; round += 1) {
      pairs.push({
        floor: await perCpuSecond(floor.port, [floor.pid]),
        ours: await perCpuSecond(
          product.port,
          ours.map(one => one.pid),
        ),
      })
    }
    const ratio = median(pairs.map(pair => pair.ours / pair.floor))
    const middle = pairs.find(pair => pair.ours / pair.floor === ratio)
    verdicts.judge({
      what: 'new TLS connections, session resumed',
      value: middle?.ours ?? 0,
      unit: 'per CPU second',
      floor: { name: 'bare node:https', value: middle?.floor ?? Number.NaN },
      budget: { atLeast: 1, of: 'ratio' },
    })
  }
} finally {
  await product.destroy()
}
verdicts.exit()
