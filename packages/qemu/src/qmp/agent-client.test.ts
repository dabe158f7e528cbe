import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { AgentClient } from './agent-client.ts'

type Message = { execute: string; arguments: Record<string, unknown> }

async function serve(t: TestContext, onMessage: (message: Message, socket: Socket) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'qga-'))
  const path = join(folder, '100.qga')
  const sockets = new Set<Socket>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      for (const line of chunk.replaceAll('\xff', '').split('\n').filter(Boolean)) onMessage(JSON.parse(line) as Message, socket)
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

const sync = (message: Message, socket: Socket) =>
  socket.write(Buffer.concat([Buffer.from([0xff]), Buffer.from(`{"return": ${String(message.arguments['id'])}}\n`)]))

test('what an earlier client left on the line is dropped', async t => {
  const path = await serve(t, (message, socket) => {
    if (message.execute !== 'guest-sync-delimited') return socket.write('{"return": {"hostname": "grün"}}\n')
    socket.write('{"return": "an old answer"}\n{"half')
    return sync(message, socket)
  })
  await using agent = await AgentClient.connect(path, { vmid: 100, syncId: 7 })
  assert.deepEqual(await agent.execute('guest-get-host-name'), { hostname: 'grün' })
})

test('a silent agent is one that does not run', async t => {
  const path = await serve(t, () => undefined)
  await assert.rejects(AgentClient.connect(path, { vmid: 100, syncId: 7, timeoutMs: 30 }), { message: 'QEMU guest agent is not running' })
})

test('a command that takes too long fails with "got timeout"', async t => {
  const path = await serve(t, (message, socket) => (message.execute === 'guest-sync-delimited' ? sync(message, socket) : undefined))
  await using agent = await AgentClient.connect(path, { vmid: 100, syncId: 7 })
  await assert.rejects(agent.execute('guest-ping', {}, { timeoutMs: 20 }), {
    message: "VM 100 qga command 'guest-ping' failed - got timeout",
  })
})

test('commands at once run one after the other, each with its own answer', async t => {
  const path = await serve(t, (message, socket) => {
    if (message.execute === 'guest-sync-delimited') sync(message, socket)
    else if (message.execute === 'bad') socket.write('{"error": {"class": "CommandNotFound", "desc": "no such command"}}\n')
    else setTimeout(() => socket.write(`{"return": "${message.execute}"}\n`), 5)
  })
  await using agent = await AgentClient.connect(path, { vmid: 100, syncId: 7 })
  const results = await Promise.allSettled([agent.execute('one'), agent.execute('bad'), agent.execute('two')])
  assert.deepEqual(
    results.map(result => (result.status === 'fulfilled' ? result.value : (result.reason as Error).message)),
    ['one', 'Agent error: no such command', 'two'],
  )
})

test('what no agent says is not taken for an answer, however it is made to break its reader', async t => {
  const strange = [
    'null',
    '[]',
    '"text"',
    `{"return": ${'['.repeat(200_000)}${']'.repeat(200_000)}}`,
    `{"return": [${'{},'.repeat(1_200_000)}{}]}`,
  ]
  const path = await serve(t, (message, socket) => {
    if (message.execute === 'guest-sync-delimited') return sync(message, socket)
    for (const line of strange) socket.write(`${line}\n`)
    socket.write('{"return": "the answer"}\n')
  })
  await using agent = await AgentClient.connect(path, { vmid: 100, syncId: 7 })
  assert.equal(await agent.execute('guest-ping'), 'the answer')
})

test('an answer without end ends the connection, before it fills the memory', async t => {
  const path = await serve(t, (message, socket) => {
    if (message.execute === 'guest-sync-delimited') return sync(message, socket)
    const flood = () => {
      while (socket.writable && socket.write('x'.repeat(1 << 16)));
      socket.once('drain', flood)
    }
    flood()
  })
  const agent = await AgentClient.connect(path, { vmid: 100, syncId: 7 })
  await assert.rejects(agent.execute('guest-ping'), {
    message: 'the guest agent of VM 100 sends more than an answer may have (4194304 bytes)',
  })
  await using patient = await AgentClient.connect(path, { vmid: 100, syncId: 8 })
  await assert.rejects(patient.execute('guest-exec-status', {}, { longest: 1000 }), /more than an answer may have \(1000 bytes\)/)
})

test('the reason of an error is one line, whatever the guest says', async t => {
  const reasons = [{ desc: 'bad\r\nTASK OK\u009b1m' }, { desc: 7 }, 'no', { desc: 'x'.repeat(5000) }]
  const path = await serve(t, (message, socket) => {
    if (message.execute === 'guest-sync-delimited') sync(message, socket)
    else socket.write(`${JSON.stringify({ error: reasons[Number(message.execute)] })}\n`)
  })
  await using agent = await AgentClient.connect(path, { vmid: 100, syncId: 7 })
  const told = await Promise.all(reasons.map((_, at) => agent.execute(String(at)).catch((error: Error) => error.message)))
  assert.deepEqual(told.slice(0, 3), ['Agent error: bad TASK OK 1m', 'Agent error: no reason given', 'Agent error: no reason given'])
  assert.equal(String(told[3]).length, 'Agent error: '.length + 400)
})
