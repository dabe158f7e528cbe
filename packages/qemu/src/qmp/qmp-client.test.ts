import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { exactJson } from './exact-json.ts'
import { QmpClient } from './qmp-client.ts'

/** A QMP server that says what the test makes it say. */
async function serve(t: TestContext, onLine: (line: Record<string, unknown>, socket: Socket) => void, greet = true): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'qmp-'))
  const path = join(folder, '100.qmp')
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    if (greet) socket.write('{"QMP": {"version": {}, "capabilities": []}}\r\n')
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      for (const line of chunk.split('\n').filter(Boolean)) onLine(JSON.parse(line) as Record<string, unknown>, socket)
    })
  })
  await new Promise<void>(resolve => server.listen(path, resolve))
  t.after(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise(resolve => server.close(resolve))
    await rm(folder, { recursive: true })
  })
  return path
}

const answer = (socket: Socket, line: Record<string, unknown>, value: unknown = {}) =>
  socket.write(`${JSON.stringify({ return: value, id: line['id'] })}\r\n`)

test('answers find their command although they come in another order', async t => {
  const held: [Socket, Record<string, unknown>][] = []
  const path = await serve(t, (line, socket) => {
    if (line['execute'] === 'slow') held.push([socket, line])
    else answer(socket, line, line['execute'])
    if (line['execute'] === 'quick') for (const [to, what] of held) answer(to, what, 'slow')
  })
  await using client = await QmpClient.connect(path, { vmid: 100 })
  const slow = client.execute('slow')
  assert.equal(await client.execute('quick'), 'quick')
  assert.equal(await slow, 'slow')
})

test('a refused command fails with the text of QEMU, the command and the guest', async t => {
  const path = await serve(t, (line, socket) => {
    if (line['execute'] === 'bad')
      socket.write(`${JSON.stringify({ error: { class: 'GenericError', desc: 'no such thing' }, id: line['id'] })}\n`)
    else answer(socket, line)
  })
  await using client = await QmpClient.connect(path, { vmid: 100 })
  await assert.rejects(client.execute('bad'), { message: "QMP command 'bad' failed on VM 100: no such thing" })
})

test('a command without answer fails with "got timeout", and the connection goes on', async t => {
  const path = await serve(t, (line, socket) => {
    if (line['execute'] !== 'never') answer(socket, line)
  })
  await using client = await QmpClient.connect(path, { vmid: 100 })
  await assert.rejects(client.execute('never', {}, { timeoutMs: 20 }), { message: "VM 100 qmp command 'never' failed - got timeout" })
  assert.deepEqual(await client.execute('query-kvm'), {})
})

test('a socket that is busy with another client fails with "got timeout"', async t => {
  const path = await serve(t, () => undefined, false)
  await assert.rejects(QmpClient.connect(path, { vmid: 100, timeoutMs: 30 }), { message: 'VM 100 qmp connection failed - got timeout' })
})

test('without a socket the guest does not run', async () => {
  await assert.rejects(QmpClient.connect('/nowhere/100.qmp', { vmid: 100 }), { message: 'VM 100 not running' })
})

test('commands under way fail when the connection breaks, and so do later ones', async t => {
  const path = await serve(t, (line, socket) => (line['execute'] === 'quit' ? socket.destroy() : answer(socket, line)))
  const client = await QmpClient.connect(path, { vmid: 100 })
  const gone = { message: "QMP command 'quit' failed on VM 100: the connection to QEMU is closed" }
  await assert.rejects(client.execute('quit'), gone)
  await client.closed
  await assert.rejects(client.execute('quit'), gone)
})

test('every listener hears every event in order, until the connection ends', async t => {
  const path = await serve(t, (line, socket) => {
    answer(socket, line)
    if (line['execute'] !== 'go') return
    for (const event of ['STOP', 'RESUME']) socket.write(`${JSON.stringify({ event, timestamp: { seconds: 1, microseconds: 2 } })}\n`)
    socket.end()
  })
  const client = await QmpClient.connect(path, { vmid: 100 })
  const streams = [client.events(), client.events()]
  await client.execute('go')
  for (const stream of streams) {
    const names: string[] = []
    for await (const event of stream) names.push(event.event)
    assert.deepEqual(names, ['STOP', 'RESUME'])
  }
})

test('64 bit numbers reach QEMU exactly', () => {
  assert.equal(exactJson({ wwn: 0x5000c50015ea71acn }), '{"wwn":5764824127192592812}')
})
