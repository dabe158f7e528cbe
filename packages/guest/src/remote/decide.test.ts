import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TaskHandle } from '@quorate/contract'
import { realHost, rootAt } from '@quorate/host'
import { Failure } from '@quorate/schema'
import { MemoryStore } from '@quorate/testing'
import { ControlRefusal } from './control-channel.ts'
import { decideRemotely } from './outgoing/decide.ts'
import type { RemoteContext } from './outgoing/remote-context.ts'

/** Runs the decision against a target that answers so, and tells what is left to undo. */
async function decided(
  answer: (question: string, abort: () => void) => unknown,
): Promise<{ state: unknown; pending: number; failure: string; asked: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'quorate-remote-'))
  try {
    const task = new AbortController()
    const pending = new Map<number, unknown>()
    const asked: string[] = []
    let next = 0
    const handle: Partial<TaskHandle> = {
      signal: task.signal,
      log: () => undefined,
      warn: () => undefined,
      async undo(_action, { state }) {
        const id = next++
        pending.set(id, state)
        return { settle: async () => void pending.delete(id) }
      },
    }
    const context = {
      services: {
        store: new MemoryStore({ 'nodes/n1/qemu-server/100.conf': 'lock: migrate\n' }),
        host: realHost(rootAt(folder, 'n1'), () => undefined),
      },
      task: handle,
      place: { kind: 'qemu', node: 'n1', vmid: 100 },
      undoAction: 'settle',
      signal: task.signal,
      trace: { state: 'here' },
      target: {
        vmid: 200,
        session: '0123456789abcdef',
        cluster: { name: 'there:8006', call: () => Promise.reject(new Failure('not reached', { status: 595 })) },
        async ask(question: string) {
          asked.push(question)
          return await answer(question, () => task.abort(new Failure('somebody stopped it')))
        },
      },
    } as unknown as RemoteContext
    const failure = await decideRemotely(context).then(
      () => '',
      (error: Error) => error.message,
    )
    return { state: context.trace.state, pending: pending.size, failure, asked }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const broken = () => {
  throw new Failure('the connection broke', { status: 596 })
}

test('the guest is gone from here when the target says so, at once or when it is asked again', async () => {
  assert.deepEqual(await decided(() => ({})), { state: 'gone', pending: 1, failure: '', asked: ['finish'] })
  const later = await decided(question => (question === 'whereabouts' ? 'target' : broken()))
  assert.deepEqual([later.state, later.pending, later.failure], ['gone', 1, ''])
})

test('it is here again only when the target knows that it has not taken it', async () => {
  const refused = await decided(question => {
    if (question === 'finish') throw new ControlRefusal('no space left')
    return question === 'whereabouts' ? 'source' : null
  })
  assert.deepEqual([refused.state, refused.pending], ['here', 1])
  assert.match(refused.failure, /did not take the guest/)
  // First it is told not to take it any more.
  assert.deepEqual(refused.asked, ['finish', 'end', 'whereabouts'])
})

test('as long as nobody knows, nothing of it is taken back', async () => {
  const unknown = await decided((question, abort) => {
    if (question === 'whereabouts') abort()
    return broken()
  })
  assert.deepEqual([unknown.state, unknown.pending], ['asked', 1])
  assert.match(unknown.failure, /not known: it stands still here, locked/)
})
