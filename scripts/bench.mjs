// npm run bench: every *.bench.ts, one after the other, each printing its ratios against a named floor.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout, installDebianPackages, node24, orExplain, setup } from './setup.mjs'

orExplain(() => {
  setup()
  installDebianPackages('debian-packages-test.txt')
})
process.exit(
  spawnSync(node24, [join(checkout, 'scripts/run-bench.ts'), ...process.argv.slice(2)], { cwd: checkout, stdio: 'inherit' }).status ?? 1,
)
