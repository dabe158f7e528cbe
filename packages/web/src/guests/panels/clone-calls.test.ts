import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cloneCalls, copiesOf, copyIds, type CloneValues } from './clone-calls.ts'

const values: CloneValues = {
  newid: '200',
  name: 'web',
  full: true,
  snapname: '',
  storage: 'fast',
  format: 'qcow2',
  pool: undefined,
  copies: '1',
}
const vm = { node: 'pve', vmid: 100, kind: 'qemu' } as const
const bodies = (guest: Parameters<typeof cloneCalls>[0], change: Partial<CloneValues>, taken: readonly number[] = []) =>
  cloneCalls(guest, { ...values, ...change }, new Set(taken)).map(({ request }) => request.body)

test('one copy has the name that was typed', () => {
  assert.deepEqual(bodies(vm, {}), [{ newid: 200, full: true, storage: 'fast', name: 'web', format: 'qcow2' }])
})

test('several copies are numbered and take the next free ids', () => {
  assert.deepEqual(
    bodies(vm, { copies: '3' }, [201, 202]).map(body => [body?.newid, body?.name]),
    [
      [200, 'web-1'],
      [203, 'web-2'],
      [204, 'web-3'],
    ],
  )
})

test('a linked clone goes nowhere else', () => {
  assert.deepEqual(bodies(vm, { full: false, snapname: 'before' }), [{ newid: 200, full: false, snapname: 'before', name: 'web' }])
})

test('a container has a host name and no format', () => {
  assert.deepEqual(bodies({ ...vm, kind: 'lxc' }, {}), [{ newid: 200, full: true, storage: 'fast', hostname: 'web' }])
})

test('without a sensible number nothing is sent', () => {
  for (const copies of ['', '0', '51', '-1', '1.5', 'x']) {
    assert.equal(copiesOf(copies), undefined, copies)
    assert.deepEqual(bodies(vm, { copies }), [])
  }
  assert.deepEqual(bodies(vm, { newid: '' }), [])
})

test('the first number is taken at its word, so that the server can refuse it', () => {
  assert.deepEqual(copyIds(100, 2, new Set([100, 101])), [100, 102])
})
