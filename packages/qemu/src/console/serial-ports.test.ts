import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Duplex } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { SerialPorts } from './serial-ports.ts'

/** A serial port that, as QEMU's, talks to its first client only. */
async function serve(t: TestContext): Promise<{ path: string; guest: Promise<Socket> }> {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-serial-'))
  const path = join(folder, 's')
  const guest = Promise.withResolvers<Socket>()
  const server = createServer(socket => guest.resolve(socket)).listen(path)
  await once(server, 'listening')
  t.after(async () => {
    server.close()
    await rm(folder, { recursive: true })
  })
  return { path, guest: guest.promise }
}

async function seen(viewer: Duplex, text: string): Promise<void> {
  let all = ''
  while (!all.includes(text)) all += String((await once(viewer, 'data'))[0])
}

test('two viewers of a port see the same and both may type; the last one ends the connection', async t => {
  const { path, guest } = await serve(t)
  const ports = new SerialPorts()
  const [first, second] = await Promise.all([ports.join(path), ports.join(path)])
  const port = await guest
  const both = Promise.all([seen(first, 'hello'), seen(second, 'hello')])
  port.write('hello')
  await both
  const typed = once(port, 'data')
  second.write('typed')
  assert.equal(String((await typed)[0]), 'typed')
  first.destroy()
  assert.ok(ports.has(path))
  const closed = once(port, 'close')
  second.destroy()
  await closed
  assert.ok(!ports.has(path))
})

test('the guest ends the viewers', async t => {
  const { path, guest } = await serve(t)
  const viewer = await new SerialPorts().join(path)
  const ended = once(viewer.resume(), 'end')
  ;(await guest).destroy()
  await ended
})

test('a guest waits for a slow viewer that is alone, and leaves one behind that others would have to wait for', async t => {
  const { path, guest } = await serve(t)
  const ports = new SerialPorts()
  const slow = await ports.join(path)
  const port = (await guest).on('error', () => undefined)
  const block = Buffer.alloc(1 << 20, 'x')
  let sent = 0
  while (sent < 64 && port.write(block)) sent += 1
  await new Promise(resolve => setTimeout(resolve, 50))
  assert.ok(slow.readableLength < 1 << 20, `${slow.readableLength} bytes wait`)
  const left = once(slow, 'error')
  const quick = (await ports.join(path)).resume()
  const feed = setInterval(() => port.write(block), 1)
  assert.match(((await left) as [Error])[0].message, /too slow/)
  clearInterval(feed)
  quick.destroy()
})

test('a port that is not there is told as such, and is tried anew the next time', async () => {
  const ports = new SerialPorts()
  for (let round = 0; round < 2; round += 1) await assert.rejects(ports.join('/nowhere/s'), { code: 'ENOENT' })
})
