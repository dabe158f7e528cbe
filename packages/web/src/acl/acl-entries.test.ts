import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entriesFor, pathsAbove, type AclEntry } from './acl-entries.ts'

const entry = (path: string, ugid: string, propagate = true): AclEntry => ({ path, type: 'user', ugid, roleid: 'PVEAdmin', propagate })

test('paths above a path end with the root', () => {
  assert.deepEqual(pathsAbove('/vms/100'), ['/vms', '/'])
  assert.deepEqual(pathsAbove('/'), [])
})

test('an object inherits what is handed down from folders and from its pools', () => {
  const entries = [
    entry('/', 'root'),
    entry('/vms', 'folder'),
    entry('/vms', 'folder-only', false),
    entry('/vms/100', 'own'),
    entry('/pool/lab', 'pool'),
    entry('/pool', 'all-pools'),
    entry('/pool/other', 'other'),
    entry('/vms/101', 'neighbour'),
  ]
  const { own, inherited } = entriesFor(entries, '/vms/100', ['lab'])
  assert.deepEqual(
    own.map(({ ugid }) => ugid),
    ['own'],
  )
  assert.deepEqual(
    inherited.map(({ ugid }) => ugid),
    ['pool', 'all-pools', 'folder', 'root'],
  )
})

test('an entry without propagation counts on its own path', () => {
  assert.equal(entriesFor([entry('/vms/100', 'here', false)], '/vms/100', []).own.length, 1)
})
