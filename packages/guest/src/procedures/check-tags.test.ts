import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '@quorate/contract'
import { GuestIndex } from '../guest-index.ts'
import { MemoryStore } from '@quorate/testing'
import { checkTags } from './check-tags.ts'

const user = { may: () => false } as unknown as Call
const administrator = { may: (path: string, privilege: string) => path === '/' && privilege === 'Sys.Modify' } as unknown as Call

function services(datacenter: string) {
  const store = new MemoryStore({ 'datacenter.cfg': datacenter, 'nodes/pve/qemu-server/100.conf': 'tags: used\n' })
  return { store, guests: new GuestIndex(store) }
}
const refused = { status: 403 }

test('tags are kept in lower case and sorted, or as the datacenter wants them', () => {
  assert.equal(checkTags(services(''), user, undefined, 'Web;db,web'), 'db;web')
  assert.equal(checkTags(services('tag-style: case-sensitive=1,ordering=config\n'), user, undefined, 'Web;db,web'), 'Web;db;web')
  assert.equal(checkTags(services(''), user, 'a', undefined), undefined)
})

test('a registered tag is set and taken away by administrators only', () => {
  const ruled = services('registered-tags: prod\n')
  assert.throws(() => checkTags(ruled, user, undefined, 'prod'), refused)
  assert.throws(() => checkTags(ruled, user, 'prod;a', undefined), refused)
  assert.equal(checkTags(ruled, user, 'prod;a', 'prod;b'), 'b;prod')
  assert.equal(checkTags(ruled, administrator, undefined, 'prod'), 'prod')
})

test('users set the tags that they may: none, those of a list, or those in use as well', () => {
  assert.throws(() => checkTags(services('user-tag-access: user-allow=none\n'), user, undefined, 'a'), refused)
  const list = services('user-tag-access: user-allow=list,user-allow-list=a;b\n')
  assert.equal(checkTags(list, user, undefined, 'a'), 'a')
  assert.throws(() => checkTags(list, user, undefined, 'used'), refused)
  const existing = services('user-tag-access: user-allow=existing,user-allow-list=a\n')
  assert.equal(checkTags(existing, user, undefined, 'a;used'), 'a;used')
  assert.throws(() => checkTags(existing, user, undefined, 'new'), refused)
})
