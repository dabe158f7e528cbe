// npm run lab: whole nodes on this one machine, as a cluster.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { checkout, compileCache, installDebianPackages, node24, orExplain, setup } from './setup.mjs'

const args = process.argv.slice(2)
// Only building one needs more than is there.
if (/^\d+$/.test(args[0] ?? ''))
  orExplain(() => {
    setup()
    installDebianPackages('debian-packages-test.txt')
  })
const env = { ...process.env, NODE_COMPILE_CACHE: compileCache }
const child = spawn(node24, [join(checkout, 'scripts/lab.ts'), ...args], { cwd: checkout, stdio: 'inherit', env })
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
