import assert from 'node:assert/strict'
import { test } from 'node:test'
import { qemu72 } from '../testing/golden-facts.ts'
import { chooseMachine } from './machine.ts'
import { machineOfQom, runningMachine } from './running-machine.ts'

test('the noted machine of a running guest is one that it can be started with again', () => {
  for (const wanted of ['pc', 'q35', 'pc-i440fx-5.1', 'pc-q35-6.2+pve3']) {
    const { type } = chooseMachine(wanted, qemu72)
    const noted = runningMachine(type)
    assert.match(noted, /^pc-(?:i440fx|q35)-\d+\.\d+\+pve0$/)
    assert.equal(chooseMachine(noted, qemu72).type, type)
  }
})

test('a noted machine is not noted twice, and is found in what QEMU calls it', () => {
  assert.equal(runningMachine('pc-i440fx-7.2+pve0'), 'pc-i440fx-7.2+pve0')
  assert.equal(runningMachine(machineOfQom('pc-q35-7.2-machine')), 'pc-q35-7.2+pve0')
})
