// npm run generate: writes everything under generated/ from the contract.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout, node24, orExplain, setup } from './setup.mjs'

orExplain(setup)
process.exit(spawnSync(node24, [join(checkout, 'scripts/generate.ts'), ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1)
