// What a call costs that another node runs, beside the same call on the node that was asked: two products on one machine.
import { load } from '../../packages/server/bench/load.ts'
import { startTwo } from '../two-products.ts'
import { cpuMs, productProcesses } from './product-processes.ts'
import { median, Verdicts } from './verdicts.ts'

const rounds = 3
const seconds = 3
const verdicts = new Verdicts()
const { first, second, destroy } = await startTwo()

interface Measured {
  readonly rate: number
  readonly perCpuSecond: number
  /** Of one call after the other. milliseconds */
  readonly latency: number
}

try {
  const pids = [first, second].flatMap(({ pid }) => productProcesses(pid).filter(({ name }) => /proxy|daemon/.test(name)))
  const spent = () => pids.reduce((sum, { pid }) => sum + cpuMs(pid), 0)
  const requestTo = (node: string) =>
    `GET /api2/json/nodes/${node}/time HTTP/1.1\r\nHost: bench\r\nCookie: ${first.cookie}\r\nAccept: */*\r\n\r\n`

  async function measure(node: string): Promise<Measured> {
    const tls = { rejectUnauthorized: false, host: first.host }
    const common = { port: first.port, seconds, request: requestTo(node), tls }
    const before = spent()
    const rate = await load({ ...common, connections: 32 })
    // One second more is for warming up.
    const perCpuSecond = (rate * (seconds + 1) * 1000) / (spent() - before)
    const single = await load({ ...common, connections: 1, seconds: 1 })
    return { rate, perCpuSecond, latency: 1000 / single }
  }

  await measure(first.node)
  const pairs: { local: Measured; forwarded: Measured }[] = []
  // In turn, so that what else the machine does hits both.
  for (let round = 0; round < rounds; round += 1) pairs.push({ local: await measure(first.node), forwarded: await measure(second.node) })
  const middle = (of: 'local' | 'forwarded', what: keyof Measured) => median(pairs.map(pair => pair[of][what]))
  const compare = (what: string, key: keyof Measured, unit: string, budget: { atLeast: number } | { atMost: number }) =>
    verdicts.judge({
      what,
      value: middle('forwarded', key),
      unit,
      floor: { name: 'the same on the node that was asked', value: middle('local', key) },
      budget: { ...budget, of: 'ratio' },
    })
  compare('GET of another node, 32 TLS connections', 'rate', 'requests/s', { atLeast: 0.3 })
  compare('GET of another node, CPU of both nodes', 'perCpuSecond', 'requests per CPU second', { atLeast: 0.35 })
  compare('GET of another node, one after the other', 'latency', 'ms', { atMost: 3 })
} finally {
  await destroy()
}
verdicts.exit()
