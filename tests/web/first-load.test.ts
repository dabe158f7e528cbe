import assert from 'node:assert/strict'
import { test } from 'node:test'
import { firstLoad } from './first-load.ts'

const budget = 200_000

test('the first load of the web interface stays below 200 kB', () => {
  const files = firstLoad()
  const sum = files.reduce((total, { bytes }) => total + bytes, 0)
  const largest = files.slice(0, 12).map(({ file, bytes }) => `${bytes} ${file}`)
  assert.ok(sum < budget, `it has ${sum} bytes; fetch what the first page does not need when it is needed:\n${largest.join('\n')}`)
  assert.ok(sum > 50_000, `${sum} bytes cannot be all of it`)
})

test('consoles, charts, menus and notes are no part of the first load', () => {
  const names = firstLoad().map(({ file }) => file)
  assert.deepEqual(
    names.filter(name => /xterm|rfb|plot|markdown|open-menu|^assets.consoles-/.test(name)),
    [],
  )
})
