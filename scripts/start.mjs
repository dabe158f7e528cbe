// npm start: set-up, then the product in the foreground under Node 24.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { checkout, compileCache, node24, orExplain, setup } from './setup.mjs'

orExplain(setup)
const supervisor = join(checkout, 'packages/daemons/src/supervisor.ts')
const child = spawn(node24, ['--max-semi-space-size=4', supervisor, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
