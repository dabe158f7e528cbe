import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { plantedBugs, type PlantedBug } from './planted-bugs.ts'
import type { runSchedules } from './run-schedules.ts'

const source = dirname(dirname(import.meta.dirname))
const checkout = dirname(dirname(dirname(source)))
const mostSeeds = 30_000

/** The package as it would be with the bug, beside the others that it imports. */
function plant(t: TestContext, { file, text, instead }: PlantedBug): string {
  const cache = join(checkout, '.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'planted-'))
  t.after(() => rmSync(folder, { recursive: true }))
  cpSync(source, folder, { recursive: true, filter: path => !path.endsWith('.test.ts') })
  const planted = join(folder, 'replica', file)
  const parts = readFileSync(planted, 'utf8').split(text)
  assert.equal(parts.length, 2, `${file} does not hold the text of this bug once: tell here what stands for the rule now`)
  writeFileSync(planted, parts.join(instead))
  return folder
}

/** From the first schedule on, whatever it takes: `npm run simulate -- planted-bugs`. */
const isThorough = process.env.PLANTED_BUGS !== undefined

for (const bug of plantedBugs) {
  test(`found when it is not kept: ${bug.rule}`, async t => {
    const folder = plant(t, bug)
    const run = (await import(join(folder, 'replica/sim/run-schedules.ts'))) as { runSchedules: typeof runSchedules }
    const { broken } = run.runSchedules(isThorough ? 1 : bug.from, mostSeeds)
    assert(broken, `${mostSeeds} schedules do not find it`)
    t.diagnostic(`seed ${broken.seed}: ${broken.error.slice(0, 100)}`)
  })
}
