// npm run pictures: the pictures of the README, made anew of the running product.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout, installDebianPackages, node24, orExplain, setup } from './setup.mjs'

orExplain(() => {
  setup()
  installDebianPackages('debian-packages-test.txt')
})
process.exit(spawnSync(node24, [join(checkout, 'tests/web/pictures.ts')], { cwd: checkout, stdio: 'inherit' }).status ?? 1)
