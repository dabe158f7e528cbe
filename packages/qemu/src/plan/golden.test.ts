import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { goldenFacts } from '../testing/golden-facts.ts'
import { planVm } from './plan-vm.ts'
import { readConfig } from './read-config.ts'
import { showCommand } from './show-command.ts'

const folder = new URL('golden/', import.meta.url)

for (const name of readdirSync(folder).filter(file => file.endsWith('.conf'))) {
  test(`the plan of ${name} is as agreed`, () => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    assert.equal(parseGuestConfig(text).toString(), text)
    const { config, warnings, unknown } = readConfig(100, parseGuestConfig(text).current)
    const plan = planVm(config, goldenFacts(text))
    const result = `${[...[...warnings, ...unknown, ...plan.warnings].map(warning => `# ${warning}`), showCommand(plan, true)].join('\n')}\n`
    const golden = new URL(name.replace(/\.conf$/, '.cmd'), folder)
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, result)
    assert.equal(result, readFileSync(golden, 'utf8'))
  })
}
