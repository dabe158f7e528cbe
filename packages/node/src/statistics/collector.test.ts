import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { HubValue } from '@quorate/cluster'
import { rootAt } from '@quorate/host'
import { Collector } from './collector.ts'
import { NodeMeter } from './measure-node.ts'
import { rrdData } from './rrd-data.ts'

test('what is measured within a minute becomes one row of the chart, and every round is told live', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-collector-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const root = rootAt(folder, 'pve')
  const told: HubValue[] = []
  let cpu = 0
  const collector = new Collector({
    root,
    hub: { publish: values => void told.push(...values) },
    sources: [
      {
        kind: 'guest',
        measure: async () => new Map([['100', { cpu: (cpu += 0.25), mem: 5 }]]),
        show: (id, sample) => ({ kind: 'metrics', id, path: `/vms/${id}`, data: sample }),
      },
    ],
    notice: text => assert.fail(text),
  })
  const minuteMs = 1_800_000_000_000
  for (const atMs of [10_000, 30_000, 50_000, 70_000]) await collector.round(minuteMs + atMs)
  assert.equal(told.length, 4)
  const rows = rrdData(root, 'guest', '100', { timeframe: 'hour', consolidation: 'AVERAGE', nowSeconds: minuteMs / 1000 + 70 })
  assert.equal(rows.length, 60)
  assert.deepEqual(rows.at(-1), { time: minuteMs / 1000 + 60, cpu: 0.5, mem: 5 })
  const highest = rrdData(root, 'guest', '100', { timeframe: 'hour', consolidation: 'MAX', nowSeconds: minuteMs / 1000 + 70 })
  assert.equal(highest.at(-1)?.cpu, 0.75)
})

test('an object that was never measured has a chart without values', () => {
  const rows = rrdData(rootAt('/nonexistent', 'pve'), 'guest', '999', {
    timeframe: 'day',
    consolidation: 'AVERAGE',
    nowSeconds: 1_800_000_000,
  })
  assert.equal(rows.length, 1440)
  assert.deepEqual(Object.keys(rows[0] ?? {}), ['time'])
})

test('a node is measured with its CPU share from the second time on', async () => {
  const meter = new NodeMeter()
  assert.equal((await meter.measure(0)).cpu, undefined)
  const until = performance.now() + 60
  while (performance.now() < until) Math.sqrt(until)
  const { cpu, memtotal } = await meter.measure(60)
  assert.ok(cpu === undefined || (cpu >= 0 && cpu <= 1))
  assert.ok((memtotal ?? 0) > 2 ** 26)
})
