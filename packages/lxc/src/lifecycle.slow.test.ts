import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TrialNode } from './testing/trial-node.ts'

test('a container starts, is seen, shuts down and leaves nothing behind', async () => {
  await using node = await TrialNode.create()
  for (const [vmid, lines] of [
    [100, 'hostname: plain\nmemory: 64\n'],
    [101, 'hostname: mapped\nmemory: 64\nunprivileged: 1\n'],
  ] as const) {
    await node.addContainer(vmid, lines)
    assert.equal(await node.power('start', vmid), 'OK', node.logs.join('\n'))
    assert.equal(node.stateOf(vmid)?.status, 'running')
    assert.equal(await node.inside(vmid, 'hostname'), vmid === 100 ? 'plain' : 'mapped')
    assert.equal(await node.power('shutdown', vmid), 'OK')
    assert.equal(node.stateOf(vmid)?.status, 'stopped')
  }
})
