/**
 * Runs the tests and closes with one line that counts them. `--quick` leaves out `*.slow.test.ts` and tests/;
 * other words select files by name. Slow files that fail are run once more alone; what passes only then is told.
 */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { parseArgs } from 'node:util'

/** A file that takes longer hangs; it fails instead of holding up everything. */
const longestFileMs = 600_000
/** More files than these have failed by themselves. */
const mostAgain = 6
/** So many of the slowest files are named in the end. */
const shownFiles = 40

const checkout = dirname(import.meta.dirname)
/** Half of a quick test's time would go into compiling what the file before it compiled. */
process.env['NODE_COMPILE_CACHE'] ??= join(checkout, '.cache/node')
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
/** Begun first, so that nothing else waits for them in the end. */
const longest = [
  'tests/web/every-view',
  'tests/web/keyboard-walk',
  'tests/e2e/uefi-tpm',
  'tests/e2e/first-vm',
  'tests/e2e/containers-kill',
  'tests/contract/fuzz',
  'tests/e2e/cloud-init.',
]
const isOnLab = (file: string) => /start(Store)?Lab|run-checker/.test(readFileSync(join(checkout, file), 'utf8'))
/** Also what boots a whole system for minutes, on one core. */
const isBesideLabs = (file: string) => isOnLab(file) || file.startsWith('tests/e2e/cloud-init.')
const isLongest = (file: string) => longest.some(name => file.startsWith(name))
const slow = all.filter(isSlow).toSorted((a, b) => Number(isLongest(b)) - Number(isLongest(a)))
type Batch = readonly [files: readonly string[], atATime: number]
/** Machines of labs wait for each other, and guests for their emulated processor: so many slow files at a time fill two cores. */
const slowAtATime = 3
const batches: readonly Batch[] = [
  [quick, 2],
  ...(values.quick
    ? []
    : ([
        [slow.filter(file => !isBesideLabs(file)), slowAtATime],
        [slow.filter(isBesideLabs), slowAtATime],
      ] as const)),
]

interface Count {
  passed: number
  failed: number
  skipped: number
  /** of its tests, one after the other */
  milliseconds: number
}

/** What each file's tests came to. */
const counts = new Map<string, Count>()

async function runFiles(files: readonly string[], concurrency: number): Promise<void> {
  for (const file of files) counts.set(file, { passed: 0, failed: 0, skipped: 0, milliseconds: 0 })
  const stream = run({ files: files.map(file => join(checkout, file)), concurrency, cwd: checkout, timeout: longestFileMs })
  // A test may stand in a file that several share; a file that fails as a whole has no other name.
  const countOf = (event: { readonly entryFile?: string; readonly file?: string; readonly name: string }) => {
    const count = counts.get(relative(checkout, event.entryFile ?? event.file ?? event.name))
    if (!count) throw new Error(`test of no file that was asked for: ${JSON.stringify(event)}`)
    return count
  }
  stream.on('test:complete', event => {
    if (event.nesting === 0 && !event.name.endsWith('.test.ts')) countOf(event).milliseconds += event.details.duration_ms
  })
  stream.on('test:pass', event => {
    if (event.details.type === 'suite') return
    if (event.skip !== undefined) countOf(event).skipped += 1
    else countOf(event).passed += 1
  })
  stream.on('test:fail', event => {
    if (event.details.type !== 'suite') countOf(event).failed += 1
  })
  const printed = stream.compose(spec)
  for await (const text of printed) process.stdout.write(text)
}

for (const [files, atATime] of batches) {
  const begun = performance.now()
  if (files.length === 0) continue
  await runFiles(files, atATime)
  console.log(`${files.length} files, ${atATime} at a time: ${((performance.now() - begun) / 1000).toFixed(0)} s`)
}

/** On a busy machine a test may wait for too short a time. A slow file that failed is given the machine for itself, once, and told. */
const again = [...counts].filter(([file, { failed }]) => failed > 0 && isSlow(file)).map(([file]) => file)
if (again.length > 0 && again.length <= mostAgain) {
  console.log(`Once more, each alone: ${again.join(' ')}`)
  for (const file of again) await runFiles([file], 1)
  const passed = again.filter(file => counts.get(file)?.failed === 0)
  if (passed.length) console.log(`Passed only alone: ${passed.join(' ')}`)
}

const slowest = [...counts].toSorted(([, a], [, b]) => b.milliseconds - a.milliseconds).slice(0, shownFiles)
for (const [file, { milliseconds }] of slowest) console.log(`${(milliseconds / 1000).toFixed(0).padStart(4)} s  ${file}`)

const sum = (key: keyof Count) => [...counts.values()].reduce((total, count) => total + count[key], 0)
const failed = sum('failed') + Number(values['failed-checks'])
console.log(`${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped`)
process.exit(failed > 0 || sum('passed') === 0 ? 1 : 0)
