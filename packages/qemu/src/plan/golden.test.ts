import assert from 'node:assert/strict'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { configDecoderOf, parseGuestConfig } from '@quorate/guest'
import { vmProperties } from '../vm-schema.ts'
import { goldenFacts } from '../testing/golden-facts.ts'
import { planVm } from './plan-vm.ts'
import { showCommand } from './show-command.ts'
import type { VmConfig } from './vm-config.ts'

const folder = new URL('golden/', import.meta.url)
const decode = configDecoderOf(vmProperties)

for (const name of readdirSync(folder).filter(file => file.endsWith('.conf'))) {
  test(`the plan of ${name} is as agreed`, () => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    const { config, errors } = decode(parseGuestConfig(text).current)
    assert.deepEqual(errors, {})
    const plan = planVm(config as VmConfig, goldenFacts(text))
    const result = `${[...plan.warnings.map(warning => `# ${warning}`), showCommand(plan, true)].join('\n')}\n`
    const golden = new URL(name.replace(/\.conf$/, '.cmd'), folder)
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(golden, result)
    assert.equal(result, readFileSync(golden, 'utf8'))
  })
}
