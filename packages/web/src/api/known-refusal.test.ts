import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allEndpoints, type Permission } from '@quorate/contract'
import { ApiFailure } from './api-failure.ts'
import { needsOf, refuseKnown } from './known-refusal.ts'

const on = (granted: Readonly<Record<string, readonly string[]>>) => (path: string) =>
  Promise.resolve(Object.fromEntries((granted[path] ?? []).map(name => [name, 1])))

function declared(permission: Permission | undefined): unknown {
  if (permission?.kind === 'or') return permission.of.flatMap(declared)
  assert(permission?.kind === 'privileges' && permission.privileges.length === 1)
  return [{ path: permission.path, privilege: permission.privileges[0] }]
}

test('what is known of needs is what the contract declares', async () => {
  const specs = new Map((await allEndpoints()).map(spec => [`${spec.method} ${spec.path}`, spec.permission]))
  for (const [key, needs] of Object.entries(needsOf)) assert.deepEqual(needs, declared(specs.get(key)), key)
})

test('a call that lacks its privilege is refused in the server’s words', async () => {
  const asked = refuseKnown('GET /nodes/{node}/status', { node: 'pve' }, on({ '/nodes/other': ['Sys.Audit'] }))
  await assert.rejects(asked, (error: unknown) => {
    assert(error instanceof ApiFailure)
    assert.deepEqual(error.missing, { path: '/nodes/pve', privileges: 'Sys.Audit' })
    return true
  })
})

test('one of several needs is enough, and a call of which nothing is known is sent', async () => {
  await refuseKnown('GET /nodes/{node}/disks/list', { node: 'pve' }, on({ '/nodes/pve': ['Sys.Audit'] }))
  await refuseKnown('GET /pools', {}, on({}))
})
