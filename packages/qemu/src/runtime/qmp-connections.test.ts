import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { QmpConnections } from './qmp-connections.ts'
import type { RunningVm } from './running-vm.ts'

/** A QMP server that answers every command with how many clients it has had. */
async function serve(t: TestContext): Promise<{ vm: RunningVm; sockets: Socket[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'qmp-'))
  const sockets: Socket[] = []
  const server = createServer(socket => {
    sockets.push(socket)
    socket.write('{"QMP": {}}\r\n')
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      for (const line of chunk.split('\n').filter(Boolean)) {
        const { id } = JSON.parse(line) as { id: string }
        socket.write(`${JSON.stringify({ id, return: sockets.length })}\r\n`)
      }
    })
  })
  const path = join(folder, '100.qmp')
  server.listen(path)
  await once(server, 'listening')
  t.after(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await rm(folder, { recursive: true })
  })
  return { vm: { vmid: 100, pid: 5, startTicks: 7, record: { sockets: { qmp: path } } } as unknown as RunningVm, sockets }
}

test('who asks at the same time shares a connection, which ends with the last of them', async t => {
  const { vm, sockets } = await serve(t)
  const connections = new QmpConnections()
  const ask = async () => {
    await using shared = connections.join(vm, {})
    return await (await shared.client).execute('query-status')
  }
  const answers: unknown[] = await Promise.all(Array.from({ length: 20 }, ask))
  assert.deepEqual(new Set(answers), new Set([1]))
  assert.equal(await ask(), 2)
  assert.equal(sockets.length, 2)
})

test('nobody joins a connection that broke', async t => {
  const { vm, sockets } = await serve(t)
  const connections = new QmpConnections()
  await using first = connections.join(vm, {})
  const client = await first.client
  sockets[0]?.destroy()
  await client.closed
  await using second = connections.join(vm, {})
  assert.equal(await (await second.client).execute('query-status'), 2)
})

test('a guest that is gone is told as such, to everybody', async () => {
  const connections = new QmpConnections()
  const vm = { vmid: 100, pid: 5, startTicks: 7, record: { sockets: { qmp: '/nowhere/100.qmp' } } } as unknown as RunningVm
  for (let round = 0; round < 2; round += 1) {
    await using shared = connections.join(vm, {})
    await assert.rejects(shared.client, { message: 'VM 100 not running' })
  }
})
