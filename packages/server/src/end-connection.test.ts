import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { test } from 'node:test'
import { endConnection } from './end-connection.ts'

test('a client that never closes its side gets its answer and holds no connection', { timeout: 5000 }, async () => {
  const server = createServer({ allowHalfOpen: true }, socket => endConnection(socket, Buffer.from('no'), 50))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client: Socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true })
  const answer: Buffer[] = []
  client.on('error', () => undefined).on('data', (chunk: Buffer) => void answer.push(chunk))
  await once(client, 'end')
  assert.equal(Buffer.concat(answer).toString(), 'no')
  // Answers only when the last connection is gone.
  await new Promise(resolve => server.close(resolve))
  client.destroy()
})
