import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGuestConfig } from '@quorate/guest'
import { Failure } from '@quorate/schema'
import { readConfig } from './read-config.ts'

const read = (text: string) => readConfig(100, parseGuestConfig(text).current)

test('options that nobody knows are left out of a drive, and said', () => {
  const { config, unknown } = read('ide0: local:100/a.raw,cyls=16383,heads=16,secs=63,trans=lba,size=8G\n')
  assert.deepEqual(config['ide0'], { file: 'local:100/a.raw', size: '8G' })
  assert.deepEqual(
    unknown.map(text => text.split(' is ')[0]),
    ["ide0: 'cyls'", "ide0: 'heads'", "ide0: 'secs'", "ide0: 'trans'"],
  )
})

test('of an option given twice the last counts', () => {
  assert.deepEqual(read('scsi0: local:100/a.raw,size=1G,cache=none,size=2G\n').config['scsi0'], {
    file: 'local:100/a.raw',
    size: '2G',
    cache: 'none',
  })
})

test('a value that the guest can do without does not hold up its start', () => {
  const { config, warnings } = read('cpuunits: 500000\nkeyboard: klingon\nstartup: order=any\nmemory: 64\n')
  assert.deepEqual(config, { memory: { current: 64 } })
  assert.deepEqual(warnings.map(text => text.split(':')[0]).toSorted(), ['cpuunits', 'keyboard', 'startup.order'])
})

test('what is only noted of a drive does not hold up a start either', () => {
  const { config, warnings } = read('scsi0: local:100/a.raw,size=32GB,backup=perhaps,cache=none\n')
  assert.deepEqual(config['scsi0'], { file: 'local:100/a.raw', cache: 'none' })
  assert.deepEqual(warnings, [
    'scsi0: size is left out, since its value cannot be read',
    'scsi0: backup is left out, since its value cannot be read',
  ])
})

test('a value that decides what hardware there is does', () => {
  for (const [key, text] of [
    ['scsi0', 'local:100/a.raw,cache=sometimes'],
    ['memory', 'much'],
    ['net0', 'virtio=not-a-mac,bridge=vmbr0'],
    ['bios', 'coreboot'],
  ] as const) {
    assert.throws(
      () => read(`${key}: ${text}\n`),
      (error: unknown) => error instanceof Failure && error.message.startsWith(`config of VM 100: ${key}`) && !error.message.includes('\n'),
    )
  }
})

test('unknown keys and lines that are none are told', () => {
  assert.deepEqual(read('frobnicate: 7\nthis is nothing\nmemory: 64\n').unknown, [
    'frobnicate: is no known key; it is kept and has no effect',
    "the line 'this is nothing' is no 'key: value'; it is kept and has no effect",
  ])
})

test('cdrom is ide2, which counts before it', () => {
  assert.deepEqual(read('cdrom: local:iso/a.iso\n').config, { ide2: { file: 'local:iso/a.iso', media: 'cdrom' } })
  assert.deepEqual(read('cdrom: none\nide2: local:iso/b.iso,media=cdrom\n').config, { ide2: { file: 'local:iso/b.iso', media: 'cdrom' } })
})
