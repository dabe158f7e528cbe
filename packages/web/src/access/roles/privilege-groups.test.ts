import assert from 'node:assert/strict'
import { test } from 'node:test'
import { privileges } from '@quorate/contract/privileges'
import { groupPrivileges, privilegeGroups } from './privilege-groups.ts'

test('every privilege that a role can hold is in exactly one group', () => {
  const grouped = privilegeGroups().flatMap(group => group.privileges)
  assert.deepEqual(grouped.toSorted(), [...privileges].toSorted())
})

test('the privileges of a role come by group, and whole groups are known as such', () => {
  assert.deepEqual(groupPrivileges(['SDN.Use', 'SDN.Audit', 'SDN.Allocate', 'VM.Audit']), [
    { id: 'vm', held: ['VM.Audit'], all: false },
    { id: 'sdn', held: ['SDN.Audit', 'SDN.Use', 'SDN.Allocate'], all: true },
  ])
})

test('a privilege that nobody has described is not lost', () => {
  assert.deepEqual(groupPrivileges(['New.Thing']), [{ id: 'other', held: ['New.Thing'], all: true }])
})
