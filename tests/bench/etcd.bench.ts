// etcd from Debian on three nodes of a lab, for comparison: it syncs every write to disk, and has no mount.
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findProgram } from '@quorate/host'
import { startLab } from '@quorate/testing/lab'

if (!findProgram('etcd')) {
  console.log('etcd is not installed: apt-get install etcd-server')
  process.exit(0)
}
await using lab = await startLab({ nodes: 3, product: false })
const members = lab.nodes.map(node => `${lab.name(node)}=http://${lab.address(node)}:2380`).join()
for (const node of lab.nodes) {
  const own = `http://${lab.address(node)}`
  const options = {
    name: lab.name(node),
    'data-dir': '/var/lib/quorate/etcd',
    'listen-peer-urls': `${own}:2380`,
    'initial-advertise-peer-urls': `${own}:2380`,
    'listen-client-urls': 'http://127.0.0.1:2379',
    'advertise-client-urls': 'http://127.0.0.1:2379',
    'initial-cluster': members,
    'initial-cluster-state': 'new',
  }
  lab.spawn(node, ['etcd', ...Object.entries(options).map(([name, value]) => `--${name}=${value}`)])
}
const puts = (count: number, writers: number) =>
  lab.exec(1, [process.execPath, join(import.meta.dirname, 'etcd-puts.mjs'), String(count), String(writers)])
for (let tries = 0; tries < 100 && (await puts(50, 1)).code !== 0; tries++) await sleep(200)
for (const [count, writers] of [
  [1000, 1],
  [400, 8],
] as const) {
  const { p50, p99, perSecond } = JSON.parse((await puts(count, writers)).out) as { p50: number; p99: number; perSecond: number }
  const figures = `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms, ${Math.round(perSecond)} per s`
  console.log(`etcd, put of 1 KB, ${writers} ${writers === 1 ? 'writer' : 'writers'}`.padEnd(44), figures)
}
