import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import type { TaskHandle } from '@quorate/contract'
import { AgentTurns } from '../runtime/agent-turns.ts'
import type { QemuServices } from '../services.ts'
import { withGuestFrozen } from './with-guest-frozen.ts'

/** An agent that keeps what it was told, and refuses the commands in `refused`. */
async function arrange(t: TestContext, refused: readonly string[] = []) {
  const folder = await mkdtemp(join(tmpdir(), 'agent-'))
  const path = join(folder, '100.agent')
  const told: string[] = []
  const sockets = new Set<Socket>()
  const answer = (socket: Socket, line: { execute: string; arguments?: { id?: number } }) => {
    if (line.execute.startsWith('guest-sync')) return socket.write(`\xff${JSON.stringify({ return: line.arguments?.id })}\n`, 'latin1')
    told.push(line.execute)
    const refusal = { error: { class: 'GenericError', desc: 'a file system is busy' } }
    return socket.write(`${JSON.stringify(refused.includes(line.execute) ? refusal : { return: 1 })}\n`)
  }
  const server = createServer(socket => {
    sockets.add(socket)
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      for (const line of chunk.replaceAll('\xff', '').split('\n').filter(Boolean)) answer(socket, JSON.parse(line))
    })
  })
  await new Promise<void>(resolve => server.listen(path, resolve))
  t.after(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await rm(folder, { recursive: true })
  })
  const undone: string[] = []
  const warnings: string[] = []
  const task = {
    log: () => undefined,
    warn: (line: string) => warnings.push(line),
    undo: async (action: string) => {
      undone.push(action)
      return { settle: async () => void undone.pop() }
    },
  } as unknown as TaskHandle
  const runtime = {
    require: async () => ({ record: { sockets: { agent: path } } }),
    qmp: async () => [{ label: 'qga0', 'frontend-open': true }],
    agentTurns: new AgentTurns(),
  }
  const services = { runtime } as unknown as QemuServices
  const frozen = (work: () => Promise<void>, agent: { 'freeze-fs'?: boolean } = {}) =>
    withGuestFrozen(services, task, 100, { agent: { enabled: true, ...agent } } as never, work)
  return { told, undone, warnings, frozen }
}

test('file systems are frozen before the work and go on after it', async t => {
  const { told, undone, frozen } = await arrange(t)
  await frozen(async () => {
    assert.deepEqual(told, ['guest-fsfreeze-freeze'])
    assert.deepEqual(undone, ['qemu.thaw'], 'a crash now would leave the guest frozen')
  })
  assert.deepEqual(told, ['guest-fsfreeze-freeze', 'guest-fsfreeze-thaw'])
  assert.deepEqual(undone, [])
})

test('file systems go on when the work fails', async t => {
  const { told, frozen } = await arrange(t)
  const work = async () => {
    throw new Error('no space left')
  }
  await assert.rejects(frozen(work), /no space left/)
  assert.deepEqual(told, ['guest-fsfreeze-freeze', 'guest-fsfreeze-thaw'])
})

test('a guest that cannot be frozen is warned of, and what it froze goes on', async t => {
  const { told, warnings, frozen } = await arrange(t, ['guest-fsfreeze-freeze'])
  let done = false
  await frozen(async () => void (done = true))
  assert.ok(done)
  assert.deepEqual(told, ['guest-fsfreeze-freeze', 'guest-fsfreeze-thaw'])
  assert.match(warnings.join(), /were not frozen.*busy/)
})

test('a guest that does not thaw stays in the journal', async t => {
  const { undone, warnings, frozen } = await arrange(t, ['guest-fsfreeze-thaw'])
  await frozen(async () => undefined)
  assert.deepEqual(undone, ['qemu.thaw'])
  assert.match(warnings.join(), /may still be frozen/)
})

test('freeze-fs=0 leaves the guest alone', async t => {
  const { told, frozen } = await arrange(t)
  await frozen(async () => undefined, { 'freeze-fs': false })
  assert.deepEqual(told, [])
})
