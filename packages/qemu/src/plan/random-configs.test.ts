import assert from 'node:assert/strict'
import { test } from 'node:test'
import { configDecoderOf, parseGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { goldenFacts } from '../testing/golden-facts.ts'
import { randomConfig } from '../testing/random-config.ts'
import { numbersFrom } from '../testing/random-numbers.ts'
import { vmProperties } from '../vm-schema.ts'
import { planVm } from './plan-vm.ts'
import { readConfig } from './read-config.ts'

/** More, and from another seed, when asked for. */
const rounds = Number(process.env['QUORATE_ROUNDS'] ?? 500)
const seed = Number(process.env['QUORATE_SEED'] ?? 7)
const decode = configDecoderOf(vmProperties)

test('any config that the schema accepts is written back as it is, and planned or refused with a sentence', () => {
  const pick = numbersFrom(seed)
  let planned = 0
  for (let round = 0; round < rounds; round++) {
    const text = randomConfig(pick)
    const parsed = parseGuestConfig(text)
    assert.deepEqual(decode(parsed.current).errors, {}, text)
    try {
      const plan = planVm(readConfig(100, parsed.current).config, goldenFacts(text))
      for (const word of plan.argv) assert.ok(typeof word === 'string' && !/undefined|NaN|\[object/.test(word), `${word}\n${text}`)
      planned++
    } catch (error) {
      if (!(error instanceof Failure)) throw new Error(`round ${round}:\n${text}`, { cause: error })
      assert.match(error.message, /^[\w-]+.*\w/s)
    }
    assert.equal(parsed.toString(), text)
  }
  assert.ok(planned > rounds / 20, `only ${planned} of ${rounds} could be planned`)
})

test('lines that people mangle are never an internal error', () => {
  const pick = numbersFrom(seed + 1)
  const odd = ['', ',', '=', 'a=', '=b', ',,,', '\t', '0', '-1', '1e9', 'none', 'é', '"', "'", '%', '\\', 'x'.repeat(5000), '[', '#']
  for (let round = 0; round < rounds; round++) {
    const lines = randomConfig(pick).split('\n')
    const at = pick(lines.length)
    const line = lines[at] ?? ''
    const cut = pick(line.length + 1)
    lines[at] = line.slice(0, cut) + odd[pick(odd.length)] + line.slice(cut + pick(3))
    const text = lines.join(pick(9) === 0 ? '\r\n' : '\n')
    const parsed = parseGuestConfig(text)
    try {
      planVm(readConfig(100, parsed.current).config, goldenFacts(text))
    } catch (error) {
      if (!(error instanceof Failure)) throw new Error(`round ${round}:\n${text}`, { cause: error })
    }
    assert.equal(parsed.toString(), text)
  }
})
