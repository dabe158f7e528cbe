// npm run checker: breaks the replicated config store on three nodes of a lab, and judges what its clients saw.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout, installDebianPackages, node24, orExplain, setup } from './setup.mjs'

orExplain(() => {
  setup()
  installDebianPackages('debian-packages-test.txt')
})
const args = [join(checkout, 'scripts/checker.ts'), ...process.argv.slice(2)]
process.exit(spawnSync(node24, args, { cwd: checkout, stdio: 'inherit' }).status ?? 1)
