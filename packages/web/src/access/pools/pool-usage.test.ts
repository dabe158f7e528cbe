import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Guest } from '../../live/guest.ts'
import { poolUsage } from './pool-usage.ts'

const guest = (vmid: number, pool: string, change: Partial<Guest> = {}): Guest => ({
  vmid,
  kind: 'qemu',
  name: '',
  node: 'pve',
  status: 'running',
  template: false,
  tags: [],
  pool,
  lock: '',
  haState: '',
  cpu: 0.5,
  maxcpu: 4,
  mem: 10,
  maxmem: 20,
  disk: 0,
  maxdisk: 100,
  since: 0,
  ...change,
})

test('a pool counts its guests and those of pools in it, not those of pools that begin alike', () => {
  const guests = [guest(1, 'lab'), guest(2, 'lab/web', { status: 'stopped', cpu: 0, mem: 0 }), guest(3, 'labour'), guest(4, '')]
  assert.deepEqual(poolUsage(guests, 'lab'), { guests: 2, running: 1, cpus: 4, cpu: 2, mem: 10, maxmem: 40, maxdisk: 200 })
  assert.equal(poolUsage(guests, 'lab/web').guests, 1)
})
