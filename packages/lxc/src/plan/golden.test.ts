import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { goldenFacts } from '../testing/golden-facts.ts'
import { showPlan } from '../testing/show-plan.ts'
import { planContainer } from './plan-container.ts'
import { readConfig } from './read-config.ts'

const folder = new URL('golden/', import.meta.url)

for (const name of readdirSync(folder).filter(file => file.endsWith('.conf'))) {
  test(`the plan of ${name} is as agreed`, () => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    assert.equal(parseGuestConfig(text).toString(), text)
    const { config, raw, warnings, unknown } = readConfig(100, parseGuestConfig(text).current)
    const plan = planContainer(config, raw, goldenFacts(name.replace(/\.conf$/, '')), config.cores ? { cpus: '1,3' } : {})
    const result = showPlan(plan, [...warnings, ...unknown, ...plan.warnings])
    const golden = new URL(name.replace(/\.conf$/, '.plan'), folder)
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, result)
    assert.equal(result, readFileSync(golden, 'utf8'))
  })
}
