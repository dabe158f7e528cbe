// npm run simulate [-- schedules [first]]: the replicated store under 100,000 schedules of faults, or as many as asked for.
// npm run simulate -- planted-bugs: each rule of its protocol is broken in turn, and the schedules have to find it.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout, node24, orExplain, setup } from './setup.mjs'

orExplain(setup)
const folder = join(checkout, 'packages/cluster/src/replica/sim')
const wanted = process.argv.slice(2)
const planted = wanted[0] === 'planted-bugs'
const args = planted ? ['--test', join(folder, 'planted-bugs.slow.test.ts')] : [join(folder, 'simulate.ts'), ...wanted]
const env = { ...process.env, ...(planted && { PLANTED_BUGS: '1' }) }
process.exit(spawnSync(node24, args, { cwd: checkout, stdio: 'inherit', env }).status ?? 1)
