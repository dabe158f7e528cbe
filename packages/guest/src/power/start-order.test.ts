import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MemoryStore } from '@quorate/testing'
import { GuestIndex } from '../guest-index.ts'
import { bulkGuest } from './bulk-guest.ts'
import { inOrder, startBatches } from './start-order.ts'

function guests(startups: Readonly<Record<number, string>>) {
  const files = Object.entries(startups).map(([vmid, startup]) => [
    `nodes/pve/qemu-server/${vmid}.conf`,
    `onboot: 1\n${startup ? `startup: ${startup}\n` : ''}`,
  ])
  return [...new GuestIndex(new MemoryStore(Object.fromEntries(files))).all().values()].map(bulkGuest)
}
const ids = (groups: readonly (readonly { vmid: number }[])[]) => groups.map(group => group.map(guest => guest.vmid))

test('guests come by their order, then by their id, and those without an order last', () => {
  assert.deepEqual(ids(inOrder(guests({ 100: '', 101: 'order=2', 102: 'order=1,up=5', 103: '2', 104: 'up=3', 105: 'order=0' }))), [
    [105],
    [102],
    [101, 103],
    [100, 104],
  ])
})

test('a guest that wants the next ones to wait ends its batch', () => {
  assert.deepEqual(ids(startBatches(guests({ 100: 'order=1', 101: 'order=1,up=5', 102: 'order=1', 103: 'order=1,up=1', 104: '' }))), [
    [100, 101],
    [102, 103],
    [104],
  ])
})

test('what a config says is read, and a startup that cannot be read counts as none', () => {
  const [first, second] = guests({ 100: 'order=3,up=7,down=40', 101: 'soon' })
  assert.deepEqual([first?.label, first?.onboot, first?.order, first?.upSeconds, first?.downSeconds], ['VM 100', true, 3, 7, 40])
  assert.deepEqual([second?.order, second?.upSeconds], [undefined, 0])
})
