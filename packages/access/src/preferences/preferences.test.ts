import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessFixture, rootCaller, userCaller } from '../testing/access-fixture.ts'
import { apiClient } from '../testing/api-client.ts'

const path = '/access/preferences'
const joe = userCaller('joe@pve')

async function setUp() {
  const fixture = await accessFixture()
  const api = apiClient(fixture.access)
  const get = async (caller = joe) => (await api(caller, 'GET', path)) as unknown as { value: string; revision: number }
  const put = async (value: string, revision?: number, caller = joe) =>
    ((await api(caller, 'PUT', path, { value, ...(revision !== undefined && { revision }) })) as unknown as { revision: number }).revision
  return Object.assign(fixture, { api, get, put })
}

test('a user finds what he has chosen, his token too, and nobody else does', async () => {
  await using f = await setUp()
  assert.deepEqual(await f.get(), { value: '{}', revision: 0 })
  const revision = await f.put('{"theme": "dark"}', 0)
  assert.deepEqual(await f.get(), { value: '{"theme": "dark"}', revision })
  assert.deepEqual(await f.get({ ...joe, authid: 'joe@pve!ci', token: 'ci' }), { value: '{"theme": "dark"}', revision })
  assert.deepEqual(await f.get(rootCaller), { value: '{}', revision: 0 })
})

test('of two browsers that change the same the second is told', async () => {
  await using f = await setUp()
  const revision = await f.put('{"a":1}')
  const next = await f.put('{"a":2}', revision)
  await assert.rejects(f.put('{"a":3}', revision), /^Failure: detected modified configuration/)
  await assert.rejects(f.put('{"a":3}', 0), /detected modified configuration/)
  assert.deepEqual(await f.get(), { value: '{"a":2}', revision: next })
})

test('what is no JSON object or too large is refused', async () => {
  await using f = await setUp()
  for (const value of [
    '',
    'x',
    '[]',
    'null',
    '"text"',
    '1',
    '{"a":',
    JSON.stringify({ a: 'x'.repeat(70_000) }),
    `{"a":"${'ü'.repeat(40_000)}"}`,
  ]) {
    await assert.rejects(f.put(value), { status: 400 }, value.slice(0, 20))
  }
  assert.deepEqual(await f.get(), { value: '{}', revision: 0 })
})

test('no user name leads out of the folder or to the file of another, and a long one has a file too', async () => {
  await using f = await setUp()
  const names = ['..\\..\\x@pve', 'a%2fb@pve', 'a%252fb@pve', 'ünïcode@pve', `${'ü'.repeat(60)}@pve`, 'Joe@pve', 'joe@pve']
  for (const name of names) await f.put(JSON.stringify({ name }), 0, userCaller(name))
  for (const name of names) assert.equal((await f.get(userCaller(name))).value, JSON.stringify({ name }))
  const files = f.store.list('priv/preferences')
  assert.equal(files.length, names.length)
  for (const file of files) assert.match(file, /^[A-Za-z0-9%._-]{1,205}$/)
})

test('the preferences end with their user, and a new one of his name begins with none', async () => {
  await using f = await setUp()
  await f.put('{"theme":"dark"}')
  await f.api(rootCaller, 'DELETE', '/access/users/joe@pve')
  assert.deepEqual(f.store.list('priv/preferences'), [])
  await f.put('{"left":1}')
  await f.api(rootCaller, 'POST', '/access/users', { userid: 'joe@pve' })
  assert.deepEqual(await f.get(), { value: '{}', revision: 0 })
})
