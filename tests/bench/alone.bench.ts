// The config tree of a machine alone through its mount, beside what pmxcfs 9.1.6 did in the same kind of namespace.
import { join } from 'node:path'
import { startLab } from '@quorate/testing/lab'
import { StoreLab } from '@quorate/testing/store-lab'

const theirs = { create: 4690, read: 14_900, stat: 28_900 }
const count = 3000

await using lab = await startLab({ nodes: 1, product: false })
const stores = new StoreLab(lab, {})
await stores.startStore(1)
await lab.must(1, ['mkdir', '-p', '/etc/pve/lab'])
const script = join(import.meta.dirname, 'mount-rates.mjs')
const rates = async () => JSON.parse(await lab.must(1, [process.execPath, script, '/etc/pve/lab', String(count)])) as typeof theirs
await rates()
const ours = await rates()
for (const [what, name] of [
  ['create', 'create + write 1 KB'],
  ['read', 'open + read + close'],
  ['stat', 'stat'],
] as const)
  console.log(`alone, ${name}`.padEnd(44), `${Math.round(ours[what])} per s  (theirs ${theirs[what]})`)
