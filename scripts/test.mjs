// npm test: set-up for the product and for its tests, the quick loop's checks, then every test.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { checkout, installDebianPackages, node24, orExplain, setup, webChecks } from './setup.mjs'

orExplain(() => {
  setup()
  installDebianPackages('debian-packages-test.txt')
})
const tool = (name, program, args, cwd = checkout) => {
  const result = spawnSync(node24, [join(checkout, program), ...args], { cwd, stdio: 'inherit' })
  if (result.status === 0) return 0
  console.error(`npm test: ${name} failed`)
  return 1
}
const failedChecks =
  tool('types', 'node_modules/typescript/bin/tsc', ['-p', checkout]) +
  tool('lint', 'node_modules/oxlint/bin/oxlint', ['--quiet', checkout]) +
  tool('format', 'node_modules/oxfmt/bin/oxfmt', ['--check', checkout]) +
  tool('generated files', 'scripts/generate.ts', ['--check']) +
  webChecks.reduce((failed, check) => failed + tool(...check), 0)
const tests = spawnSync(
  node24,
  [join(checkout, 'scripts/run-tests.ts'), '--failed-checks', String(failedChecks), ...process.argv.slice(2)],
  {
    cwd: checkout,
    stdio: 'inherit',
  },
)
process.exit(tests.status ?? 1)
