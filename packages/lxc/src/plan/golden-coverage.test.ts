import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { missingInSamples } from '@quorate/testing'
import { lxcProperties } from '../lxc-schema.ts'

const folder = new URL('golden/', import.meta.url)
const samples = readdirSync(folder)
  .filter(file => file.endsWith('.conf'))
  .map(file => parseGuestConfig(readFileSync(new URL(file, folder), 'utf8')))

test('the samples show every key, every option inside it, every value of an enumeration, and the ends of numbered families', () => {
  assert.deepEqual(missingInSamples(lxcProperties, samples), [])
})
