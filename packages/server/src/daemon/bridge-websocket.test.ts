import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import { test, type TestContext } from 'node:test'
import type { WebSocket } from 'ws'
import { bridgeWebSocket } from './bridge-websocket.ts'

const pingMs = 30_000

/** The client's end, as far as the bridge looks at it. */
class FakeSocket extends EventEmitter {
  isPaused = false
  bufferedAmount = 0
  pings = 0
  terminated = false
  ping(): void {
    this.pings += 1
  }
  pause(): void {
    this.isPaused = true
  }
  resume(): void {
    this.isPaused = false
  }
  send(_bytes: unknown, _options: unknown, sent: () => void): void {
    sent()
  }
  close(): void {}
  terminate(): void {
    this.terminated = true
    this.emit('close')
  }
}

function bridged(t: TestContext): { socket: FakeSocket; stream: PassThrough; pass: () => void } {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const socket = new FakeSocket()
  const stream = new PassThrough()
  bridgeWebSocket(socket as unknown as WebSocket, stream)
  return { socket, stream, pass: () => t.mock.timers.tick(pingMs) }
}

test('a client that answers pings stays; one that falls silent is let go', t => {
  const { socket, pass } = bridged(t)
  for (let round = 0; round < 10; round += 1) {
    pass()
    socket.emit('pong')
  }
  assert.equal(socket.pings, 10)
  assert.ok(!socket.terminated)
  pass()
  pass()
  assert.ok(socket.terminated)
})

test('a client whose paste the guest has not taken yet stays, although its answers are not read', t => {
  const { socket, stream, pass } = bridged(t)
  stream.pause()
  socket.emit('message', Buffer.alloc(1 << 20))
  assert.ok(socket.isPaused)
  for (let round = 0; round < 10; round += 1) pass()
  assert.ok(!socket.terminated)
})

test('a client on a slow line stays as long as it takes something', t => {
  const { socket, pass } = bridged(t)
  socket.bufferedAmount = 1_000_000
  for (let round = 0; round < 5; round += 1) {
    socket.bufferedAmount -= 50_000
    pass()
  }
  assert.ok(!socket.terminated)
  pass()
  assert.ok(socket.terminated)
})
