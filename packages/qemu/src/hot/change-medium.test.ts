import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '@quorate/schema'
import type { DiskPlan } from '../plan/vm-plan.ts'
import { changeMedium } from './disk-commands.ts'
import type { Talk } from './unplug-device.ts'

test('a guest that closes the tray meanwhile does not keep a medium from being changed', async () => {
  const told: string[] = []
  let closed = true
  const execute = async (command: string): Promise<unknown> => {
    told.push(command)
    if (command === 'query-named-block-nodes') return []
    if (command !== 'blockdev-insert-medium' || !closed) return {}
    closed = false
    throw new Failure("QMP command 'blockdev-insert-medium' failed on VM 100: Tray of device 'ide2' is not open")
  }
  const device = { driver: 'ide-cd', id: 'ide2' }
  const tray = { key: 'ide2', device, objects: [], nodes: [], node: undefined } as unknown as DiskPlan
  await changeMedium({ execute } as unknown as Talk, tray, { ...tray, node: 'drive-ide2' })
  assert.deepEqual(told.slice(-5), [
    'blockdev-open-tray',
    'blockdev-insert-medium',
    'blockdev-open-tray',
    'blockdev-insert-medium',
    'blockdev-close-tray',
  ])
})
