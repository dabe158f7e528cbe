import assert from 'node:assert/strict'
import { test } from 'node:test'
import { removeSteps } from './remove-plan.ts'

const vm = { node: 'pve', vmid: 100, kind: 'qemu', status: 'stopped' } as const
const paths = (...given: Parameters<typeof removeSteps>) =>
  removeSteps(...given).map(({ call }) => `${call.request.method} ${call.request.path}`)
const none = { purge: false, unreferenced: false }

test('a stopped guest is destroyed and nothing else', () => {
  assert.deepEqual(paths(vm, none, false), ['DELETE /nodes/pve/qemu/100'])
})

test('what else is to go is asked for', () => {
  const [step] = removeSteps(vm, { purge: true, unreferenced: true }, false)
  assert.deepEqual(step?.call.request.body, { purge: true, 'destroy-unreferenced-disks': true })
})

test('a protected guest that runs loses its protection and is stopped first', () => {
  assert.deepEqual(paths({ ...vm, kind: 'lxc', status: 'running' }, none, true), [
    'PUT /nodes/pve/lxc/100/config',
    'POST /nodes/pve/lxc/100/status/stop',
    'DELETE /nodes/pve/lxc/100',
  ])
})
