import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { callLibc } from './libc.ts'
import { limitSilence } from './limit-silence.ts'

test('the kernel knows after how long it is to give up a silent connection', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  limitSilence(socket, 12_345)
  const { fd } = (socket as unknown as { _handle: { fd: number } })._handle
  const [value, length] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32LE(4)
  callLibc('int getsockopt(int fd, int level, int name, _Out_ uint8_t *value, _Inout_ uint8_t *length)', fd, 6, 18, value, length)
  assert.equal(value.readUInt32LE(), 12_345)
  socket.destroy()
  server.close()
})

test('of a connection that has ended nothing is asked', async () => {
  const socket = connect(1, '127.0.0.1')
  await once(socket, 'error')
  assert.doesNotThrow(() => limitSilence(socket, 1000))
})
