import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '@quorate/cluster'
import type { TaskHandle, TaskWork } from '@quorate/contract'
import type { GuestServices } from '../services.ts'
import { settleOrLater } from './settle-later.ts'

const tooEarly = () => new Refusal('no-quorum', 'cluster not ready - no quorum?')

/** Settling that fails as often as there are errors, on a node that votequorum takes for part of the majority. */
function bench(errors: unknown[]) {
  const works: TaskWork[] = []
  const settled: string[] = []
  const services = {
    background: (_type: string, _vmid: number, work: TaskWork) => (works.push(work), Promise.resolve('')),
    otherNodes: { quorate: () => true },
  } as unknown as Pick<GuestServices, 'background' | 'otherNodes'>
  const undo = settleOrLater<{ vmid: number }>(services, {
    action: 'test.settle',
    kind: 'qemu',
    task: 'settle',
    async settle() {
      const error = errors.shift()
      if (error) throw error
      settled.push('settled')
    },
  })
  const task = {
    signal: new AbortController().signal,
    log: () => undefined,
    undo: () => Promise.resolve({ settle: () => (settled.push('off the journal'), Promise.resolve()) }),
  } as unknown as TaskHandle
  return { settled, works, task, undo: () => undo({ vmid: 100 }, { log: () => undefined }) }
}

test('a store that is not in step yet is waited for, until it takes the decision', async () => {
  const b = bench([tooEarly(), tooEarly()])
  await b.undo()
  assert.deepEqual([b.settled, b.works.length], [[], 1])
  await b.works[0]?.(b.task)
  assert.deepEqual(b.settled, ['settled', 'off the journal'])
})

test('what fails for another reason is told at once', async () => {
  const b = bench([new Error('disk on fire')])
  await assert.rejects(async () => b.undo(), /disk on fire/)
  assert.equal(b.works.length, 0)
})
