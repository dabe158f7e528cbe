import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from 'node:test'
import { cannotRun } from '../testing/hand-made-container.ts'
import { trialBridge } from '../testing/trial-bridge.ts'
import { TrialNode } from '../testing/trial-node.ts'
import { ContainerMeter } from './container-meter.ts'

test('a running container is measured from outside: processor, memory, network and disk', { skip: cannotRun() }, async t => {
  trialBridge(t, 'brct5')
  await using node = await TrialNode.create()
  await node.addContainer(4300, 'unprivileged: 1\ncores: 1\nnet0: name=eth0,hwaddr=BC:24:11:00:00:01,bridge=brct5\n')
  const meter = new ContainerMeter(node.services)
  assert.equal((await meter.measure(0)).size, 0)
  assert.equal(await node.power('start', 4300), 'OK', node.told())
  const first = (await meter.measure(10_000)).get(4300)
  assert.equal(first?.cpu, undefined)
  const burning = node.inside(4300, 'timeout', '1', 'sh', '-c', 'while :; do :; done').catch(() => undefined)
  await pause(1000)
  await burning
  const second = (await meter.measure(11_000)).get(4300)
  assert.ok((second?.cpu ?? 0) > 0 && (second?.cpu ?? 2) <= 1, `cpu ${second?.cpu}`)
  assert.ok((second?.mem ?? 0) > 0)
  assert.deepEqual(Object.keys(second?.details?.nics ?? {}), ['net0'])
  // Its root is a folder of a larger file system.
  assert.equal(second?.disk, undefined)
  assert.equal(await node.power('stop', 4300), 'OK')
  assert.equal((await meter.measure(20_000)).size, 0)
})
