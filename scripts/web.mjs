// npm run web: takes new messages of the web interface into its catalogues, checks its types and builds it.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { buildWeb, checkout, node24 } from './setup.mjs'

const web = join(checkout, 'packages/web')
const bin = name => join(checkout, 'node_modules', name)
const stages = [
  [bin('@lingui/cli/dist/lingui.js'), 'extract', '--clean', '--overwrite'],
  [bin('typescript/bin/tsc'), '-p', web],
]
for (const [program, ...args] of stages) {
  const { status, stdout } = spawnSync(node24, [program, ...args], { cwd: web, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  if (status === 0) continue
  console.error(stdout)
  process.exit(1)
}
buildWeb()
