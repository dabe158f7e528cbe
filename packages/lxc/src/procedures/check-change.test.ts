import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { checkFixed, checkTogether } from './check-change.ts'
import { checkTimeZoneName } from './check-time-zone.ts'
import { completeNet } from './complete-net.ts'

const config = parseGuestConfig(`mp0: local:100/vm-100-disk-1.raw,mp=/data
net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01,type=veth
unprivileged: 1
`)

const errorsOf = (set: Record<string, string>, taken: string[] = []) => {
  try {
    checkTogether(config, new Map(Object.entries(set)), taken)
  } catch (error) {
    return Object.keys((error as { errors: object }).errors)
  }
  return []
}

test('of two mount points at one place, and of those that lie where none can be, the new one is refused', () => {
  for (const path of ['/data', '/data/', '//data', '/', '/proc', '/dev/shm', '/sys/']) {
    assert.deepEqual(errorsOf({ mp1: `local:1,mp=${path}` }), ['mp1'], path)
  }
  assert.deepEqual(errorsOf({ mp1: 'local:1,mp=/data/more', mp2: 'local:1,mp=/datastore' }), [])
  assert.deepEqual(errorsOf({ mp1: 'local:1,mp=/data' }, ['mp0']), [])
  assert.deepEqual(errorsOf({ mp0: 'local:1,mp=/data' }), [])
})

test('names of network cards are unique and such as the kernel takes', () => {
  assert.deepEqual(errorsOf({ net1: 'name=eth0,bridge=vmbr0' }), ['net1'])
  assert.deepEqual(errorsOf({ net1: 'name=lo', net2: 'name=sixteenlettersxx' }), ['net1', 'net2'])
  assert.deepEqual(errorsOf({ net1: 'name=eth1' }), [])
})

test('a time zone that there is not is refused', () => {
  for (const zone of ['host', 'Europe/Berlin', 'UTC', 'Etc/GMT-1', 'right/Europe/Berlin', 'US/Pacific'])
    checkTimeZoneName(new Map([['timezone', zone]]))
  checkTimeZoneName(new Map([['hostname', 'web']]))
  for (const zone of ['Mars/Olympus', 'Europe', 'Europe/']) {
    const said = { timezone: `there is no time zone '${zone}'. Names are such as 'Europe/Berlin', or 'host' for the node's` }
    assert.throws(() => checkTimeZoneName(new Map([['timezone', zone]])), { status: 400, errors: said })
  }
})

test('whether a container is privileged never changes, and it keeps its root file system', () => {
  const same = new Map([['unprivileged', '1']])
  checkFixed(config, same, [])
  assert.equal(same.size, 0)
  assert.throws(() => checkFixed(config, new Map([['unprivileged', '0']]), []), { status: 400 })
  assert.throws(() => checkFixed(config, new Map(), ['unprivileged']), { status: 400 })
  assert.throws(() => checkFixed(config, new Map(), ['rootfs']), { status: 400 })
})

test('a network card gets what it lacks, in the order in which people find it', () => {
  const guests = { all: () => new Map() }
  assert.match(
    completeNet('net0', 'ip=dhcp,bridge=vmbr0,name=eth0', guests),
    /^name=eth0,bridge=vmbr0,hwaddr=BC:24:11(?::[0-9A-F]{2}){3},ip=dhcp,type=veth$/,
  )
  const own = 'name=eth0,hwaddr=aa:bb:cc:00:00:01'
  assert.equal(completeNet('net0', own, guests), 'name=eth0,hwaddr=AA:BB:CC:00:00:01,type=veth')
  assert.doesNotMatch(completeNet('net0', own, guests, { renew: true }), /AA:BB/)
})
