import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actionsOf, isPowerAction, refusalOf } from './guest-actions.ts'

const vm = { kind: 'qemu', status: 'running', template: false, lock: '' } as const
const all = { has: () => true, isRoot: true }
const power = (guest: Parameters<typeof actionsOf>[0]) => actionsOf(guest).filter(isPowerAction)

test('a running VM can be ended in every way, but not started', () => {
  assert.deepEqual(power(vm), ['shutdown', 'reboot', 'pause', 'hibernate', 'reset', 'stop'])
})

test('a container has no reset, pause or hibernation', () => {
  assert.deepEqual(power({ ...vm, kind: 'lxc' }), ['shutdown', 'reboot', 'stop'])
})

test('a paused VM goes on or is stopped', () => {
  assert.deepEqual(power({ ...vm, status: 'paused' }), ['resume', 'reset', 'stop'])
})

test('a stopped VM starts; one whose memory lies on disk resumes', () => {
  assert.deepEqual(power({ ...vm, status: 'stopped' }), ['start'])
  assert.deepEqual(power({ ...vm, status: 'stopped', lock: 'suspended' }), ['resume'])
})

test('a template is migrated, cloned and removed, never started or made a template again', () => {
  assert.deepEqual(actionsOf({ ...vm, status: 'stopped', template: true }), ['migrate', 'clone', 'pool', 'remove'])
})

test('a missing privilege is named', () => {
  assert.deepEqual(refusalOf('stop', vm, { has: name => name !== 'VM.PowerMgmt', isRoot: false }), {
    why: 'privilege',
    privilege: 'VM.PowerMgmt',
  })
})

test('a lock holds off what changes the guest, and only root takes it away', () => {
  const locked = { ...vm, lock: 'backup' }
  assert.deepEqual(refusalOf('remove', locked, all), { why: 'locked' })
  assert.equal(refusalOf('console', locked, all), undefined)
  assert.equal(refusalOf('unlock', locked, all), undefined)
  assert.deepEqual(refusalOf('unlock', locked, { ...all, isRoot: false }), { why: 'not-root' })
})

test('only a stopped guest becomes a template', () => {
  assert.deepEqual(refusalOf('template', vm, all), { why: 'running' })
  assert.equal(refusalOf('template', { ...vm, status: 'stopped' }, all), undefined)
})
