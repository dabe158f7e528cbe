// npm run check: the quick loop. Types, lint, format, generated files, then the quick tests.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout, node24, orExplain, setup, webChecks } from './setup.mjs'

orExplain(setup)
const bin = name => join(checkout, 'node_modules', name)
const stages = [
  ['types', bin('typescript/bin/tsc'), ['-p', checkout]],
  ...webChecks.map(([name, program, args, cwd]) => [name, join(checkout, program), args, cwd]),
  ['lint', bin('oxlint/bin/oxlint'), ['--quiet', checkout]],
  ['format', bin('oxfmt/bin/oxfmt'), ['--check', checkout]],
  ['generated files', join(checkout, 'scripts/generate.ts'), ['--check']],
  ['quick tests', join(checkout, 'scripts/run-tests.ts'), ['--quick']],
]
for (const [name, program, args, cwd = checkout] of stages) {
  const started = Date.now()
  const result = spawnSync(node24, [program, ...args], { cwd, stdio: 'inherit' })
  if (result.status !== 0) {
    console.error(`npm run check: ${name} failed`)
    process.exit(1)
  }
  console.log(`${name}: ${((Date.now() - started) / 1000).toFixed(1)} s`)
}
