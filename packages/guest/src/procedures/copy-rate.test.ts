import assert from 'node:assert/strict'
import { test } from 'node:test'
import { copyRate, limitIn } from './copy-rate.ts'

const services = (limits: Readonly<Record<string, string>>, datacenter = '') =>
  ({
    store: { read: () => ({ text: datacenter }) },
    storage: { entry: (id: string) => ({ options: limits[id] === undefined ? {} : { bwlimit: limits[id] } }) },
  }) as unknown as Parameters<typeof copyRate>[0]
const anybody = { may: () => false }
const manager = { may: () => true }

test('a limit is read for the operation, or else as the default', () => {
  assert.deepEqual(
    [limitIn('clone=1024,default=5', 'clone'), limitIn('clone=1024,default=5', 'move'), limitIn('restore=1', 'move')],
    [1024, 5, undefined],
  )
})

test('the strictest storage counts, then the datacenter', () => {
  assert.equal(copyRate(services({ a: 'clone=2048', b: 'default=1024' }), anybody, 'clone', ['a', 'b'], undefined), 1)
  assert.equal(copyRate(services({ a: 'clone=2048' }, 'bwlimit: clone=1024\n'), anybody, 'clone', ['a', 'b'], undefined), 2)
  assert.equal(copyRate(services({}, 'keyboard: de\nbwlimit: default=4096\n'), anybody, 'move', ['a'], undefined), 4)
  assert.equal(copyRate(services({}), anybody, 'move', ['a'], undefined), undefined)
})

test('only who manages the storages may ask for more', () => {
  const limited = services({ a: 'default=1024' })
  assert.equal(copyRate(limited, anybody, 'move', ['a'], 4096), 1)
  assert.equal(copyRate(limited, anybody, 'move', ['a'], 512), 0.5)
  assert.equal(copyRate(limited, anybody, 'move', ['a'], 0), 1)
  assert.equal(copyRate(limited, manager, 'move', ['a'], 4096), 4)
  assert.equal(copyRate(limited, manager, 'move', ['a'], 0), undefined)
})
