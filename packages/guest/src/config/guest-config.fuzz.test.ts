import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGuestConfig } from './guest-config.ts'
import { applyPending, deletePending, revertPending, setPending } from './pending-changes.ts'

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const lines = [
  'a: 1',
  'net0: virtio,bridge=x',
  '#note%3A',
  '',
  '  ',
  'garbage',
  '[PENDING]',
  '[snap1]',
  '[special:cloudinit]',
  '[',
  'b:',
  'delete: a,!b',
  'c: x\r',
  'lxc.x = 1',
  ': ',
  '[snap1]',
]

test('any text is written back as it is, however odd', () => {
  const pick = numbers(1)
  for (let round = 0; round < 2000; round++) {
    const text = Array.from({ length: pick(12) }, () => lines[pick(lines.length)]).join('\n') + (pick(2) ? '\n' : '')
    const config = parseGuestConfig(text)
    config.garbage()
    assert.equal(config.toString(), text)
  }
})

test('edits of one key never touch the lines of others, and taking them back restores the text', () => {
  const pick = numbers(2)
  for (let round = 0; round < 2000; round++) {
    const text = `${Array.from({ length: pick(6) }, (_, at) => `k${at}: ${pick(9)}`).join('\n')}\n\n[snap1]\nk0: 1\n`
    const config = parseGuestConfig(text)
    const key = `k${pick(8)}`
    const before = config.current.get(key)
    config.current.set(key, 'new')
    const others = (whole: string) => whole.split('\n').filter(line => line !== `${key}: new` && line !== `${key}: ${before}`)
    assert.deepEqual(others(config.toString()), others(text))
    if (before === undefined) config.current.delete(key)
    else config.current.set(key, before)
    assert.equal(config.toString(), text)

    setPending(config, key, 'later')
    if (pick(2)) deletePending(config, `k${pick(8)}`)
    revertPending(config, ['k0', 'k1', 'k2', 'k3', 'k4', 'k5', 'k6', 'k7'])
    assert.equal(config.toString(), text)
    setPending(config, key, 'later')
    applyPending(config)
    assert.equal(config.current.get(key), 'later')
    assert.equal(config.pending, undefined)
  }
})
