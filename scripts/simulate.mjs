// npm run simulate [-- schedules [first]]: the replicated store under 100,000 schedules of faults, or as many as asked for.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout, node24, orExplain, setup } from './setup.mjs'

orExplain(setup)
process.exit(
  spawnSync(node24, [join(checkout, 'packages/cluster/src/replica/sim/simulate.ts'), ...process.argv.slice(2)], {
    cwd: checkout,
    stdio: 'inherit',
  }).status ?? 1,
)
