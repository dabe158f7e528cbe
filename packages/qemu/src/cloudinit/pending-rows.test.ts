import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { isNoted, noteMade } from './made-from.ts'
import { pendingRows } from './pending-rows.ts'

const rows = (text: string) => pendingRows(parseGuestConfig(`ide2: local:100/vm-100-cloudinit.qcow2,media=cdrom\n${text}`))

test('a drive that was never made has nothing pending', () => {
  assert.deepEqual(rows('ciuser: joe\nmemory: 512\n'), [{ key: 'ciuser', value: 'joe' }])
})

test('of a drive that is gone nothing is pending', () => {
  assert.deepEqual(pendingRows(parseGuestConfig('ciuser: jane\n\n[special:cloudinit]\nciuser: joe\n')), [{ key: 'ciuser', value: 'jane' }])
})

test('changed, new and deleted settings are told from those that the drive holds', () => {
  const text = 'ciupgrade: 0\nciuser: jane\nname: web\n\n[special:cloudinit]\nciuser: joe\nname: web\nsearchdomain: a.example\n'
  assert.deepEqual(rows(text), [
    { key: 'ciupgrade', pending: '0' },
    { key: 'ciuser', value: 'joe', pending: 'jane' },
    { key: 'name', value: 'web' },
    { key: 'searchdomain', value: 'a.example', delete: 1 },
  ])
})

test('what waits for the next start waits for the drive too', () => {
  const text = 'ciuser: joe\nname: web\n\n[PENDING]\ndelete: name\nnameserver: 192.0.2.1\n'
  assert.deepEqual(rows(text), [
    { key: 'ciuser', value: 'joe' },
    { key: 'name', value: 'web', delete: 1 },
    { key: 'nameserver', pending: '192.0.2.1' },
  ])
})

test('of a network card only another address is pending', () => {
  const made = 'net0: virtio=BC:24:11:00:00:01,bridge=vmbr0\n'
  const same = rows(`net0: e1000=bc:24:11:00:00:01,bridge=vmbr1\n\n[special:cloudinit]\n${made}`)
  assert.deepEqual(same, [{ key: 'net0', value: 'virtio=BC:24:11:00:00:01,bridge=vmbr0' }])
  const other = rows(`net0: virtio=BC:24:11:00:00:02,bridge=vmbr0\n\n[special:cloudinit]\n${made}`)
  assert.equal(other[0]?.pending, 'virtio=BC:24:11:00:00:02,bridge=vmbr0')
})

test('passwords are not shown', () => {
  assert.deepEqual(rows('cipassword: $6$new\n\n[special:cloudinit]\ncipassword: $6$old\n'), [
    { key: 'cipassword', value: '**********', pending: '**********' },
  ])
})

test('what the drive was made from is written down once, and gone keys leave it', () => {
  const config = parseGuestConfig('ciuser: joe\nmemory: 512\nname: web\n')
  assert.equal(isNoted(config), false)
  noteMade(config, config.current.values)
  assert.equal(config.toString(), 'ciuser: joe\nmemory: 512\nname: web\n\n[special:cloudinit]\nciuser: joe\nname: web\n')
  assert.equal(isNoted(config), true)
  config.current.delete('ciuser')
  assert.equal(isNoted(config), false)
  noteMade(config, config.current.values)
  assert.equal(config.toString(), 'memory: 512\nname: web\n\n[special:cloudinit]\nname: web\n')
})
