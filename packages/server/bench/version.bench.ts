import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testCertificates } from '../src/testing/running-proxy.ts'
import { handshakes } from './handshakes.ts'
import { load } from './load.ts'

const seconds = 4
const rounds = 3
const connections = 32
const head = 'GET /api2/json/version HTTP/1.1\r\nHost: bench\r\nAuthorization: user root@pam\r\nAccept: */*\r\n'

interface Started {
  readonly processes: ChildProcess[]
  readonly port: number
}

function start(file: string, args: string[]): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(join(import.meta.dirname, 'servers', file), args)
  return new Promise((resolve, reject) => {
    child.once('message', (message: { port?: number }) => resolve({ child, port: message.port ?? 0 }))
    child.once('exit', code => reject(new Error(`${file} ended with ${code}`)))
  })
}

/** CPU time of processes so far, in seconds. */
function cpuSeconds(processes: readonly ChildProcess[]): number {
  const ticks = processes.map(({ pid }) => {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return Number(fields[11]) + Number(fields[12])
  })
  return ticks.reduce((sum, one) => sum + one, 0) / 100
}

async function stop({ processes }: Started): Promise<void> {
  for (const child of processes) {
    child.removeAllListeners('exit')
    const ended = new Promise(resolve => child.once('exit', resolve))
    child.kill()
    await ended
  }
}

const folder = mkdtempSync(join(tmpdir(), 'quorate-bench-'))
const { certificate } = await testCertificates
const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
writeFileSync(certFile, certificate.cert)
writeFileSync(keyFile, certificate.key, { mode: 0o600 })

const one = async (file: string): Promise<Started> => {
  const { child, port } = await start(file, [certFile, keyFile])
  return { processes: [child], port }
}
const ours = async (): Promise<Started> => {
  const daemon = await start('daemon.ts', [folder])
  const proxy = await start('proxy.ts', [folder])
  return { processes: [daemon.child, proxy.child], port: proxy.port }
}

const requestRate = async (make: () => Promise<Started>) => {
  const running = await make()
  const rate = await load({ port: running.port, connections, seconds, request: `${head}\r\n`, tls: { rejectUnauthorized: false } })
  await stop(running)
  return rate
}
const handshakeRate = async (make: () => Promise<Started>) => {
  const running = await make()
  await handshakes(running.port, `${head}Connection: close\r\n\r\n`, 1)
  const before = cpuSeconds(running.processes)
  const count = await handshakes(running.port, `${head}Connection: close\r\n\r\n`, seconds)
  const rate = count / (cpuSeconds(running.processes) - before)
  await stop(running)
  return rate
}

/** Floor and ours in turn, so that what else the machine does hits both; the median ratio counts. */
async function compare(
  title: string,
  unit: string,
  measure: (make: () => Promise<Started>) => Promise<number>,
  floor: [string, string],
  wanted: number,
) {
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++) {
    const [a, b] = [await measure(() => one(floor[1])), await measure(ours)]
    ratios.push(b / a)
    console.log(`  ${title}: ${floor[0]} ${a.toFixed(0)}, Quorate ${b.toFixed(0)} ${unit}; ratio ${(b / a).toFixed(2)}`)
  }
  const median = ratios.toSorted((x, y) => x - y)[Math.floor(rounds / 2)] ?? 0
  console.log(`${median >= wanted ? 'ok  ' : 'MISS'} ${title}: ${median.toFixed(2)} of ${floor[0]} (wanted ${wanted})`)
  return median >= wanted
}

const keepAlive = await compare(
  'GET /version, 32 keep-alive TLS connections',
  'requests/s',
  requestRate,
  ['Fastify', 'fastify-floor.ts'],
  0.5,
)
const resumed = await compare('new resumed TLS connections', 'per CPU second', handshakeRate, ['node:https', 'https-floor.ts'], 1)
rmSync(folder, { recursive: true })
process.exit(keepAlive && resumed ? 0 : 1)
