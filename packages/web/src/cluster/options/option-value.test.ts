import { datacenterOptions } from '@quorate/contract/cluster/datacenter-options'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { membersText, optionChange, optionMembers, optionParts, optionText } from './option-value.ts'

test('options read as one line, whatever form the server tells them in', () => {
  assert.equal(optionText(undefined), '')
  assert.equal(optionText(['prod', 'lab']), 'prod;lab')
  assert.equal(optionText({ shape: 'full', ordering: 'config' }), 'shape=full, ordering=config')
  assert.equal(optionText(5), '5')
})

test('members come from a text or from what is already taken apart, and go back into a text', () => {
  assert.deepEqual(optionMembers(datacenterOptions['next-id'], 'lower=200'), { lower: 200 })
  assert.deepEqual(optionMembers(datacenterOptions['tag-style'], { shape: 'full' }), { shape: 'full' })
  assert.equal(membersText(datacenterOptions['next-id'], { lower: 200, upper: undefined }), 'lower=200')
})

test('an option without a value goes', () => {
  assert.deepEqual(optionChange('keyboard', ''), { delete: 'keyboard' })
  assert.deepEqual(optionChange('keyboard', 'de'), { keyboard: 'de' })
})

test('an option is told in its parts, from a text or taken apart', () => {
  assert.deepEqual(optionParts('lower=200,upper=300'), [
    { name: 'lower', text: '200' },
    { name: 'upper', text: '300' },
  ])
  assert.deepEqual(optionParts({ shape: 'full' }), [{ name: 'shape', text: 'full' }])
  assert.deepEqual(optionParts('Please agree, or leave'), [{ text: 'Please agree, or leave' }])
  assert.deepEqual(optionParts(undefined), [])
})
