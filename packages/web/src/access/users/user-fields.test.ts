import assert from 'node:assert/strict'
import { test } from 'node:test'
import { userFields, type UserValues } from './user-fields.ts'

const values: UserValues = {
  name: '',
  realm: 'pve',
  password: '',
  repeated: '',
  groups: ['a', 'b'],
  expire: 0,
  enable: true,
  firstname: 'Joe',
  lastname: '',
  email: '',
  comment: '',
}

test('only what was changed is sent, also when it was emptied', () => {
  assert.deepEqual(userFields({ ...values, firstname: '', enable: false }, values), { firstname: '', enable: false })
  assert.deepEqual(userFields(values, values), {})
})

test('leaving the last group is told too', () => {
  assert.deepEqual(userFields({ ...values, groups: [] }, values), { groups: '' })
})
