import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readConsentText, storedConsentText } from './consent-text.ts'

test('a text of several lines comes back as it was stored', () => {
  const text = 'Authorised persons only.\nNur für Befugte – wirklich.'
  assert.equal(readConsentText(storedConsentText(text)), text)
})

test('a text that somebody wrote into the file by hand stands for itself', () => {
  assert.equal(readConsentText('Authorised persons only'), 'Authorised persons only')
})
