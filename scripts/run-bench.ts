import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'

const checkout = dirname(import.meta.dirname)
const wanted = process.argv.slice(2)
const files = ['packages/*/bench/*.bench.ts', 'tests/**/*.bench.ts']
  .flatMap(pattern => globSync(pattern, { cwd: checkout }))
  .filter(file => wanted.length === 0 || wanted.some(word => file.includes(word)))
  .toSorted()

let failed = 0
for (const file of files) {
  console.log(`\n${file}`)
  const result = spawnSync(process.execPath, ['--expose-gc', join(checkout, file)], { cwd: checkout, stdio: 'inherit' })
  if (result.status !== 0) failed += 1
}
process.exit(failed ? 1 : 0)
