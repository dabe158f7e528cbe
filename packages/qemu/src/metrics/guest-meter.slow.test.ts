import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from 'node:test'
import { GuestRuntime } from '../runtime/guest-runtime.ts'
import { TrialMachine } from '../testing/trial-machine.ts'
import { GuestMeter } from './guest-meter.ts'

test('a running guest is measured over a connection of its own, and one that hangs is measured without QEMU', async () => {
  await using machine = await TrialMachine.create()
  await machine.addGuest(100, { args: '-boot menu=off' })
  const runtime = new GuestRuntime(machine.host)
  const meter = new GuestMeter({ host: machine.host, guests: machine.services.guests, runtime })
  assert.equal((await meter.measure(0)).size, 0)
  assert.equal(await machine.request('POST', '/{vmid}/status/start', { vmid: 100 }), 'OK')
  const first = (await meter.measure(10_000)).get(100)
  assert.deepEqual([first?.cpu, Object.keys(first?.details?.blockstat ?? {})], [undefined, ['virtio0']])
  assert.equal(first?.details?.ballooninfo?.actual, 32 * 2 ** 20)
  await pause(1500)
  const second = (await meter.measure(11_500)).get(100)
  assert.ok((second?.cpu ?? 0) > 0 && (second?.cpu ?? 2) <= 1, `cpu ${second?.cpu}`)
  assert.ok((second?.diskwrite ?? 0) > 0)

  const vm = await runtime.require(100)
  process.kill(vm.pid, 'SIGSTOP')
  const begun = performance.now()
  const hung = (await meter.measure(20_000)).get(100)
  assert.ok(performance.now() - begun < 3000)
  assert.deepEqual([hung?.details?.blockstat, hung?.memhost === undefined], [undefined, false])
  const again = performance.now()
  assert.ok((await meter.measure(30_000)).has(100))
  assert.ok(performance.now() - again < 500, 'left alone for a while')
  process.kill(vm.pid, 'SIGCONT')
  assert.equal(await machine.request('POST', '/{vmid}/status/stop', { vmid: 100 }), 'OK')
  assert.equal((await meter.measure(40_000)).size, 0)
})
