import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { privileges } from '@quorate/contract'
import { builtinRoles } from './roles.ts'

const file = `${process.env.QUORATE_REFERENCE ?? '/work/shared'}/access/roles.json`
const skip = existsSync(file) ? false : 'the published roles are not on this machine'

interface Published {
  readonly privileges: readonly string[]
  readonly roles: Readonly<Record<string, readonly string[]>>
}

/** Privileges of ours that the published list does not have. Of the built-in roles only Administrator holds them. */
const additions = ['Permissions.Modify', 'VM.Guest.Exec', 'VM.Guest.FileRead', 'VM.Guest.FileWrite']

test('the built-in roles hold what the published ones do; what is added is the administrator’s alone', { skip }, () => {
  const published = JSON.parse(readFileSync(file, 'utf8')) as Published
  assert.deepEqual([...privileges].toSorted(), [...published.privileges, ...additions].toSorted())
  const expected = {
    ...published.roles,
    Administrator: [...new Set([...(published.roles.Administrator ?? []), ...additions])],
  }
  const sorted = (roles: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(roles).map(([role, held]) => [role, [...held].toSorted()]))
  assert.deepEqual(sorted(builtinRoles), sorted(expected))
})
