import assert from 'node:assert/strict'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { taskPaths } from '../task-paths.ts'
import { temporaryRoot } from '../testing/temporary-root.ts'
import { formatUpid } from '../upid.ts'
import { appendToIndex, readIndex } from './finished-index.ts'

const upidOf = (pstart: number) =>
  formatUpid({ node: 'pve', pid: 1, pstart, starttime: 1_760_000_000, type: 't', id: '', user: 'root@pam' })

test('the index holds the end and the whole status', () => {
  using temporary = temporaryRoot()
  const paths = taskPaths(temporary.root)
  appendToIndex(paths, upidOf(1), 1_760_000_005, 'cannot start VM 100: no space')
  const [entry] = readIndex(paths.index)
  assert.deepEqual([entry?.upid, entry?.endtime, entry?.status], [upidOf(1), 1_760_000_005, 'cannot start VM 100: no space'])
})

test('lines that are cut short are left out', () => {
  using temporary = temporaryRoot()
  const paths = taskPaths(temporary.root)
  appendToIndex(paths, upidOf(1), 1_760_000_005, 'OK')
  writeFileSync(paths.index, `${upidOf(2)} 68E7`, { flag: 'a' })
  assert.deepEqual(
    readIndex(paths.index).map(entry => entry.upid),
    [upidOf(1)],
  )
})

test('a full index is turned over once, and what the older one held is forgotten with its logs', () => {
  using temporary = temporaryRoot()
  const paths = taskPaths(temporary.root)
  const fill = (from: number) => {
    const lines = [...Array(12_000).keys()].map(index => `${upidOf(from + index)} 68E77805 OK ${'x'.repeat(40)}\n`)
    writeFileSync(paths.index, lines.join(''))
  }
  mkdirSync(dirname(paths.log(upidOf(1))), { recursive: true })
  writeFileSync(paths.log(upidOf(1)), 'TASK OK\n')
  fill(1)
  appendToIndex(paths, upidOf(50_000), 1_760_000_005, 'OK')
  assert.equal(readIndex(paths.index).length, 1)
  assert.equal(readIndex(paths.olderIndex).length, 12_000)
  assert.equal(existsSync(paths.log(upidOf(1))), true)
  fill(100_000)
  appendToIndex(paths, upidOf(50_001), 1_760_000_005, 'OK')
  assert.equal(readIndex(paths.olderIndex)[0]?.pstart, 111_999)
  assert.equal(existsSync(paths.log(upidOf(1))), false)
})
