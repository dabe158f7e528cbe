import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { TerminalBridge } from '@quorate/guest'
import { SerialPorts } from './serial-ports.ts'

const total = 200e6
const block = Buffer.alloc(64 << 10, 'a line of text that a guest may print\r\n')

test('200 MB through a terminal, some of it read slowly, and as much typed, take no memory that stays', { timeout: 60_000 }, async t => {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-soak-'))
  t.after(() => rm(folder, { recursive: true }))
  let typed = 0
  const server = createServer(guest => {
    guest.on('data', data => (typed += data.length)).on('error', () => undefined)
    let printed = 0
    const print = () => {
      while (printed < total) {
        printed += block.length
        if (!guest.write(block)) return guest.once('drain', print)
      }
    }
    print()
  }).listen(join(folder, 's'))
  t.after(() => server.close())
  await once(server, 'listening')
  const ports = new SerialPorts()
  const bridge = new TerminalBridge(() => ports.join(join(folder, 's')), 'a@pam', 'PVEVNC:1::x')
  bridge.write('a@pam:PVEVNC:1::x\n')
  const before = process.memoryUsage.rss()
  const frame = Buffer.concat([Buffer.from(`0:${block.length}:`), block])
  const type = async () => {
    for (let sent = 0; sent < total; sent += block.length) if (!bridge.write(frame)) await once(bridge, 'drain')
  }
  const read = async () => {
    let seen = 0
    for await (const chunk of bridge as AsyncIterable<Buffer>) {
      seen += chunk.length
      if (seen < 5e6) await delay(1)
      if (seen > total) return
    }
  }
  void type()
  await read()
  bridge.destroy()
  assert.ok(typed > 0)
  const grown = Math.round((process.memoryUsage.rss() - before) / 2 ** 20)
  assert.ok(grown < 100, `${grown} MiB more`)
})
