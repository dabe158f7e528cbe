import assert from 'node:assert/strict'
import { test } from 'node:test'
import { latestEffect, takesEffect } from './takes-effect.ts'

const vm = { kind: 'qemu', status: 'running' } as const
const container = { kind: 'lxc', status: 'running' } as const

test('everything holds at once while a guest is stopped', () => {
  assert.equal(takesEffect({ kind: 'qemu', status: 'stopped' }, 'cores', undefined), 'now')
})

test('a running VM takes what may be plugged, and keeps the rest for its next start', () => {
  assert.equal(takesEffect(vm, 'scsi1', undefined), 'tried')
  assert.equal(takesEffect(vm, 'scsi1', 'network'), 'start')
  assert.equal(takesEffect(vm, 'memory', undefined), 'start')
  assert.equal(takesEffect(vm, 'memory', 'memory,cpu'), 'tried')
  assert.equal(takesEffect(vm, 'cores', '1'), 'start')
  assert.equal(takesEffect(vm, 'net0', '0'), 'start')
})

test('what means nothing to a running guest holds at once', () => {
  assert.equal(takesEffect(vm, 'name', undefined), 'now')
  assert.equal(takesEffect(container, 'onboot', undefined), 'now')
})

test('a running container takes limits, mounts and names', () => {
  assert.equal(takesEffect(container, 'memory', undefined), 'tried')
  assert.equal(takesEffect(container, 'features', undefined), 'start')
})

test('several changes are told by the one that takes longest', () => {
  assert.equal(latestEffect(['now', 'start', 'tried']), 'start')
  assert.equal(latestEffect([]), 'now')
})
