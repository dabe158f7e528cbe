/**
 * Runs the tests and closes with one line that counts them. `--quick` leaves out `*.slow.test.ts` and tests/;
 * other words select files by name.
 */
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { parseArgs } from 'node:util'

/** A file that takes longer hangs; it fails instead of holding up everything. */
const longestFileMs = 420_000
/** These build a whole system and boot it under emulation; on a busy machine that takes longer. */
const longFileMs = 900_000
const isLong = (file: string) => file.startsWith('tests/e2e/cloud-init')

const checkout = dirname(import.meta.dirname)
const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, 'failed-checks': { type: 'string', default: '0' } },
  allowPositionals: true,
})
const all = ['packages/*/src/**/*.test.ts', 'tests/**/*.test.ts']
  .flatMap(pattern => globSync(pattern, { cwd: checkout }))
  .filter(file => positionals.length === 0 || positionals.some(word => file.includes(word)))
  .toSorted()
const isSlow = (file: string) => file.endsWith('.slow.test.ts') || file.startsWith('tests/')
const quick = all.filter(file => !isSlow(file))
const batches = values.quick ? [quick] : [quick, all.filter(file => isSlow(file) && !isLong(file)), all.filter(isLong)]

const count = { passed: 0, failed: Number(values['failed-checks']), skipped: 0 }
for (const batch of batches) {
  if (batch.length === 0) continue
  const timeout = batch.every(isLong) ? longFileMs : longestFileMs
  const stream = run({ files: batch.map(file => join(checkout, file)), concurrency: 2, cwd: checkout, timeout })
  stream.on('test:pass', event => {
    if (event.details.type === 'suite') return
    if (event.skip !== undefined) count.skipped += 1
    else count.passed += 1
  })
  stream.on('test:fail', event => {
    if (event.details.type !== 'suite') count.failed += 1
  })
  const printed = stream.compose(spec)
  for await (const text of printed) process.stdout.write(text)
}
console.log(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`)
process.exit(count.failed > 0 || count.passed === 0 ? 1 : 0)
