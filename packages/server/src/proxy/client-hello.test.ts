import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { connect, type ConnectionOptions } from 'node:tls'
import { offeredProtocols } from './client-hello.ts'

async function helloOf(options: ConnectionOptions): Promise<Buffer> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const client = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, ...options })
  client.on('error', () => undefined)
  const [socket] = await once(server, 'connection')
  const parts: Buffer[] = []
  for await (const part of socket) {
    parts.push(part)
    if (offeredProtocols(Buffer.concat(parts))) break
  }
  client.destroy()
  server.close()
  return Buffer.concat(parts)
}

test('the protocols that clients offer are read, however the first bytes are cut', async () => {
  for (const [options, protocols] of [
    [{ ALPNProtocols: ['quorate-peer/1'], servername: 'b' }, ['quorate-peer/1']],
    [{ ALPNProtocols: ['h2', 'http/1.1'], ecdhCurve: 'X25519MLKEM768:X25519' }, ['h2', 'http/1.1']],
    [{ maxVersion: 'TLSv1.2' }, []],
    [{}, []],
  ] as const) {
    const hello = await helloOf(options as ConnectionOptions)
    for (let cut = 0; cut < hello.length; cut += 1) assert.equal(offeredProtocols(hello.subarray(0, cut)), undefined)
    assert.deepEqual(offeredProtocols(hello), protocols)
  }
})

test('whatever else is sent offers nothing, and breaks nothing', async () => {
  assert.deepEqual(offeredProtocols(Buffer.from('GET / HTTP/1.1\r\n\r\n')), [])
  const hello = await helloOf({ ALPNProtocols: ['quorate-peer/1'], servername: 'b' })
  for (let at = 1; at < hello.length; at += 1) {
    for (const value of [0, 1, 127, 255]) {
      const broken = Buffer.from(hello)
      broken[at] = value
      const offered = offeredProtocols(broken)
      assert.ok(offered === undefined || Array.isArray(offered))
    }
  }
})
