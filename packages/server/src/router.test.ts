import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '@quorate/schema'
import { createRouter } from './router.ts'
import { sample, sampleImplementations, sampleSpecs } from './testing/sample-api.ts'

const router = createRouter(sampleSpecs, sampleImplementations())
const refusal = (status: number, message: RegExp) => (error: unknown) =>
  error instanceof Failure && error.status === status && message.test(error.message)

test('a path is matched to its declaration and its parameters', () => {
  const { route, pathParameters } = router.match('PUT', '/nodes/pve/qemu/100/config')
  assert.equal(route.spec, sample.change)
  assert.deepEqual(pathParameters, { node: 'pve', vmid: '100' })
})

test('an escaped segment is decoded once, after the path was split', () => {
  const { pathParameters } = router.match('GET', '/nodes/pve/storage/local/content/local%3Aiso%2Fa%2520b.iso')
  assert.deepEqual(pathParameters, { node: 'pve', storage: 'local', volume: 'local:iso/a%20b.iso' })
})

test('a free text at the end of a path may hold slashes, as volume ids do', () => {
  assert.equal(router.match('GET', '/nodes/pve/storage/local/content/local:iso/a.iso').pathParameters.volume, 'local:iso/a.iso')
})

test('doubled and trailing slashes do not matter', () => {
  assert.equal(router.match('GET', '//version/').route.spec, sample.version)
  assert.equal(router.match('GET', '/').route.spec, sample.index)
})

test('an unknown path or method is not implemented', () => {
  assert.throws(() => router.match('GET', '/x'), refusal(501, /^Method 'GET \/x' not implemented$/))
  assert.throws(() => router.match('HEAD', '/version'), refusal(501, /HEAD/))
  assert.throws(() => router.match('PATCH', '/version'), refusal(501, /PATCH/))
  assert.throws(() => router.match('GET', '/version/more'), refusal(501, /more/))
  assert.throws(() => router.match('GET', '/__proto__'), refusal(501, /__proto__/))
})

test('an escape that is no UTF-8 names nothing', () => {
  assert.throws(() => router.match('GET', '/nodes/%ff/qemu/100/config'), refusal(501, /%ff/))
})

test('an index lists what is declared below it, under the member that its declaration names', () => {
  assert.deepEqual(router.match('GET', '/access').route.rows, [{ subdir: 'password' }, { subdir: 'ticket' }])
  assert.deepEqual(router.match('GET', '/').route.rows?.[0], { name: 'access' })
})

test('two declarations of one method, two handlers, or a handler without declaration are refused at the start', () => {
  assert.throws(() => createRouter([sample.version, { ...sample.version }], []), /declared twice/)
  assert.throws(() => createRouter(sampleSpecs, [...sampleImplementations(), ...sampleImplementations()]), /two handlers/)
  assert.throws(() => createRouter([], sampleImplementations()), /no declaration/)
})
