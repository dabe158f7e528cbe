import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseGuestConfig } from './guest-config.ts'
import { applyPending, deletePending, pendingChanges, revertPending, setPending } from './pending-changes.ts'
import { pendingView } from './pending-view.ts'

const base = 'cores: 2\nmemory: 512\nname: web\n'

test('a pending value waits in its own section and goes away when it is taken back', () => {
  const config = parseGuestConfig(base)
  setPending(config, 'cores', '4')
  assert.equal(config.toString(), `${base}\n[PENDING]\ncores: 4\n`)
  revertPending(config, ['cores'])
  assert.equal(config.toString(), base)
})

test('what waits for a container has the section name of containers, and either name is read', () => {
  const config = parseGuestConfig(base, 'lxc')
  setPending(config, 'cores', '4')
  assert.equal(config.toString(), `${base}\n[pve:pending]\ncores: 4\n`)
  assert.deepEqual(
    applyPending(config).map(({ key, to }) => [key, to]),
    [['cores', '4']],
  )
  assert.equal(config.toString(), 'cores: 4\nmemory: 512\nname: web\n')
  const other = parseGuestConfig(`${base}\n[PENDING]\ncores: 4\n`, 'lxc')
  setPending(other, 'memory', '64')
  assert.equal(other.toString(), `${base}\n[PENDING]\ncores: 4\nmemory: 64\n`)
  assert.deepEqual([...other.snapshots()], [])
})

test('a pending section stands before the snapshots', () => {
  const config = parseGuestConfig(`${base}\n[snap1]\ncores: 1\n`)
  setPending(config, 'cores', '4')
  assert.equal(config.toString(), `${base}\n[PENDING]\ncores: 4\n\n[snap1]\ncores: 1\n`)
})

test('setting the present value leaves nothing pending', () => {
  const config = parseGuestConfig(base)
  setPending(config, 'cores', '4')
  setPending(config, 'cores', '2')
  assert.equal(config.toString(), base)
})

test('a deletion takes the place of a pending value and the other way round', () => {
  const config = parseGuestConfig(base)
  setPending(config, 'cores', '4')
  deletePending(config, 'cores')
  deletePending(config, 'name', { force: true })
  assert.equal(config.toString(), `${base}\n[PENDING]\ndelete: cores,!name\n`)
  setPending(config, 'cores', '8')
  assert.equal(config.toString(), `${base}\n[PENDING]\ncores: 8\ndelete: !name\n`)
})

test('deleting a key that is only pending takes the wish back', () => {
  const config = parseGuestConfig(base)
  setPending(config, 'tags', 'a')
  deletePending(config, 'tags')
  assert.equal(config.toString(), base)
})

test('applying makes the wishes the present config and empties the section', () => {
  const config = parseGuestConfig(`${base}\n[PENDING]\ncores: 4\ndelete: name,nothing\ntags: x\n`)
  const changes = applyPending(config)
  assert.deepEqual(changes, [
    { key: 'cores', from: '2', to: '4', force: false },
    { key: 'name', from: 'web', to: undefined, force: false },
    { key: 'nothing', from: undefined, to: undefined, force: false },
    { key: 'tags', from: undefined, to: 'x', force: false },
  ])
  assert.equal(config.toString(), 'cores: 4\nmemory: 512\ntags: x\n')
})

test('applying some leaves the others pending', () => {
  const config = parseGuestConfig(`${base}\n[PENDING]\ncores: 4\ndelete: name\n`)
  applyPending(config, change => change.key === 'name')
  assert.equal(config.toString(), 'cores: 2\nmemory: 512\n\n[PENDING]\ncores: 4\n')
  assert.deepEqual(
    pendingChanges(config).map(change => change.key),
    ['cores'],
  )
})

test('a description can be pending too', () => {
  const config = parseGuestConfig(base)
  setPending(config, 'description', 'a: b')
  assert.equal(config.toString(), `${base}\n[PENDING]\n#a%3A b\n`)
  applyPending(config)
  assert.equal(config.toString(), `#a%3A b\n${base}`)
})

test('the view of pending changes names every key once, with its present and coming value', () => {
  const config = parseGuestConfig(`#note\n${base}\n[PENDING]\ncores: 4\ndelete: memory,!name\ntags: x\n`)
  assert.deepEqual(pendingView(config), [
    { key: 'cores', value: '2', pending: '4' },
    { key: 'description', value: 'note\n' },
    { key: 'memory', value: '512', delete: 1 },
    { key: 'name', value: 'web', delete: 2 },
    { key: 'tags', pending: 'x' },
  ])
})
